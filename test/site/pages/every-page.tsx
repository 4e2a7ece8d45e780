// Every kind of page, rendered whole, from every kind of view: what the tests walk through and the gallery shows.

import type { Child } from "hono/jsx";
import { trustStoredHtml } from "../../../src/content/safe-html";
import { renderPage } from "../../../src/look/render-page";
import { beaconScript } from "../../../src/look/scripts";
import { ArchivePage } from "../../../src/site/pages/archive";
import { ArticlePage } from "../../../src/site/pages/article";
import { Document } from "../../../src/site/pages/document";
import { ErrorPage } from "../../../src/site/pages/error";
import { HomePage } from "../../../src/site/pages/home";
import { SearchPage } from "../../../src/site/pages/search";
import { SectionPage } from "../../../src/site/pages/section";
import { StandingPage } from "../../../src/site/pages/standing-page";
import { TagPage } from "../../../src/site/pages/tag";
import type { Head, Shell } from "../../../src/site/views";
import { wordsFor } from "../../../src/site/words";
import {
  aHead,
  aHome,
  anArticle,
  aSearch,
  aSection,
  bareShell,
  brokenSite,
  enSite,
  type Language,
  zhSite,
} from "./fixtures";
import { longSite } from "./long-site";

interface Whole {
  shell: Shell;
  head?: Partial<Head>;
  page: Child;
}

export const whole = ({ shell, head, page }: Whole): string =>
  renderPage(
    <Document shell={shell} head={aHead(head)} words={wordsFor(shell.lang)} script={beaconScript}>
      {page}
    </Document>,
  );

function pagesOf(name: string, site: Language): [string, string][] {
  const { shell, sections, cards } = site;
  const frame = { shell, words: wordsFor(shell.lang) };
  const section = sections[0] ?? { name: "", href: "/" };
  const menuEnd = shell.menu.at(-1) ?? { name: "?", href: "/about" };
  const month = { section, period: "2021-04", newer: null, older: { name: "2021-03", href: "/industry/2021/03" } };
  const days = Array.from({ length: 30 }, (_, i) => {
    const day = `2021-04-${String(30 - i).padStart(2, "0")}`;
    return { day, href: `/industry/${day.replaceAll("-", "/")}`, articles: 1 + (i % 5) };
  });
  const pages: Record<string, Child> = {
    home: <HomePage {...frame} view={aHome(site)} />,
    section: <SectionPage {...frame} view={aSection(site)} />,
    archive: <ArchivePage {...frame} view={{ ...month, cards, days: [] }} />,
    days: <ArchivePage {...frame} view={{ ...month, cards: [], days }} />,
    article: <ArticlePage {...frame} view={anArticle(site)} />,
    page: <StandingPage {...frame} view={{ page: menuEnd, body: trustStoredHtml(site.prose) }} />,
    tag: (
      <TagPage
        {...frame}
        view={{ tag: cards[4]?.title.slice(0, 4) || "?", cards, month: null, older: null, newer: null }}
      />
    ),
    search: <SearchPage {...frame} view={aSearch(site)} />,
    nothing: <SearchPage {...frame} view={{ query: "zzz", results: [], empty: false, older: null }} />,
    404: <ErrorPage {...frame} view={{ status: 404, suggestions: cards.slice(0, 5) }} />,
    410: <ErrorPage {...frame} view={{ status: 410, suggestions: cards.slice(0, 5) }} />,
    503: <ErrorPage {...frame} view={{ status: 503, suggestions: [] }} />,
  };
  return Object.entries(pages).map(([kind, page]) => [`${name}-${kind}`, whole({ shell, page })]);
}

const emptySite: Language = { ...zhSite, shell: bareShell, cards: [], prose: "" };
const bare = {
  section: { name: "甲", href: "/a" },
  cover: null,
  summary: null,
  kind: null,
  author: null,
  source: null,
};
const nothing = { tags: [], related: [], newer: null, older: null, counts: false };

/** Every page by its name, such as "zh-article". */
export const everyPage: [string, string][] = [
  ...pagesOf("zh", zhSite),
  ...pagesOf("en", enSite),
  ...pagesOf("long", longSite),
  ...pagesOf("broken", brokenSite),
  ...pagesOf("empty", emptySite),
  [
    "empty-plain-article",
    whole({
      shell: bareShell,
      head: { feed: null, image: null, jsonLd: [], canonical: null, alternates: [], description: "" },
      page: <ArticlePage shell={bareShell} words={wordsFor("zh")} view={anArticle(zhSite, { ...bare, ...nothing })} />,
    }),
  ],
];
