// Every kind of page of the demo, in each of its languages.

import { ask } from "../process/npm-start.ts";
import type { DemoSite } from "./demo-site.ts";
import { LANGUAGES } from "./languages.ts";

export interface PageKind {
  path: string;
  status: number;
}

/** An article's text with tables, code, quotes, notes, pictures and headings of every level. */
const RICHEST = { "zh-CN": "/industry/how-river-data-earns-trust", en: "/en/guides/field-kit" };

export function pageKinds(demo: Pick<DemoSite, "articleAt">): PageKind[] {
  const [month = ""] = demo.articleAt("/news/eight-years").publishedAt.split(/-\d\dT/);
  return LANGUAGES.flatMap(({ lang, prefix, found, nothing }) => [
    ...[
      prefix || "/",
      `${prefix}/news`,
      `${prefix}/news/dl-8-released`,
      `${prefix}/guides/ph-calibration`,
      RICHEST[lang],
    ],
    ...[`${prefix}/tag/pH`, `${prefix}/search`, `${prefix}/search?q=${encodeURIComponent(found.query)}`],
    ...[`${prefix}/search?q=${encodeURIComponent(nothing.query)}`, `${prefix}/news/${month.replace("-", "/")}`],
  ])
    .map((path) => ({ path, status: 200 }))
    .concat(LANGUAGES.map(({ prefix }) => ({ path: `${prefix}/news/nowhere-at-all`, status: 404 })));
}

/** The page of an article that was published and withdrawn. */
export async function withdrawnPage({ site }: Pick<DemoSite, "site">): Promise<PageKind> {
  const { body } = await ask(site, "POST", "/articles", { title: "Gone", section: "news", body: "x" });
  await ask(site, "DELETE", `/articles/${body.id}`);
  return { path: new URL(body.url).pathname, status: 410 };
}

/** A player's host that the settings allow, and one that they don't. */
export const PLAYER = "https://player.example";
const ELSEWHERE = "https://elsewhere.example";

const PLAYERS = `The film:

<iframe src="${PLAYER}/1" width="560" height="315" title="The river in spring" allowfullscreen></iframe>

<iframe src="${PLAYER}/2" width="315" height="560"></iframe>

In line <iframe src="${PLAYER}/3" height="152"></iframe> with text.

<iframe src="${ELSEWHERE}/4" width="560" height="315" title="The river in autumn"></iframe>

After the films.`;

/** An article with players of a host that the settings allow, and of another one, which is a link. */
export async function playersPage({ site }: Pick<DemoSite, "site">): Promise<PageKind> {
  const { body: settings } = await ask(site, "GET", "/site");
  await ask(site, "PUT", "/site", { ...settings, embeds: { hosts: [new URL(PLAYER).host] } });
  const { body } = await ask(site, "POST", "/articles", {
    title: "Films of the river",
    section: "news",
    lang: "en",
    body: PLAYERS,
  });
  return { path: new URL(body.url).pathname, status: 200 };
}
