// /llms.txt: the site in outline, as https://llmstxt.org has it: name, description, each section's newest articles, and the
// standing pages.

import { latestInEachSection } from "../../db/cards";
import { nextChange } from "../../db/next-change";
import { siteAndVersion } from "../../db/site";
import { cardTags, toCards } from "../cards";
import { linkTo, plain } from "../markdown-text";
import { type SiteView, siteView } from "../site-view";
import type { Card } from "../views";
import { renderingOf, type Visit } from "../visit";

const A_SECTION = 10;

export async function renderOutline(visit: Visit) {
  const { db, origin } = visit;
  const [[row], latest, [change]] = await db.batch([
    siteAndVersion(db),
    latestInEachSection(db, visit, A_SECTION),
    nextChange(db, visit, null),
  ]);
  const site = siteView(row, visit.lang);
  const { settings, frame, text } = site;
  const description = text(settings.description) || text(settings.tagline);
  const parts = [
    `# ${plain(text(settings.name))}`,
    ...(description === "" ? [] : [`> ${plain(description)}`]),
    ...frame.sections.flatMap((section) => {
      const cards = toCards(
        latest.filter(({ sectionId }) => sectionId === section.id),
        site,
      );
      const own = linkTo(text(section.name), origin + site.addresses.section(section.slug));
      const about = text(section.description);
      const items = [itemOf(own, about), ...cards.map((card) => cardItem(card, origin))];
      return [`## ${plain(text(section.name))}`, items.join("\n")];
    }),
    ...pagesOf(site, origin),
  ];
  return renderingOf(visit, site, {
    headers: { "content-type": "text/plain; charset=utf-8", "content-language": site.lang },
    body: `${parts.join("\n\n")}\n`,
    tags: [site.tags.home, ...frame.sections.map(({ slug }) => site.tags.latest(slug)), ...cardTags(latest)],
    until: change?.at ?? null,
    keep: "page",
  });
}

/** The standing pages, under the site's own name: they say who it is. */
function pagesOf({ frame, lang, addresses, settings, text }: SiteView, origin: string): string[] {
  const items = frame.pages.flatMap(({ slug, title }) =>
    title[lang] === undefined ? [] : [itemOf(linkTo(title[lang], origin + addresses.pageMarkdown(slug)), "")],
  );
  return items.length === 0 ? [] : [`## ${plain(text(settings.name))}`, items.join("\n")];
}

const itemOf = (link: string, notes: string): string => `- ${link}${notes === "" ? "" : `: ${plain(notes)}`}`;

/** Models are sent to the Markdown: the same words, and nothing around them. */
const cardItem = ({ title, href, summary }: Card, origin: string): string =>
  itemOf(linkTo(title, `${origin}${href}.md`), summary ?? "");
