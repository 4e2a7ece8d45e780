// What a post is filed under: one section, and tags.

import { textOfHtml } from "../html/rework";
import type { Channel } from "./channel";
import type { Term, WxrItem } from "./item";

/** Terms that say how a theme shows a post, or what `lang` and `translationOf` say. */
const KNOWN_DOMAINS = new Set(["category", "post_tag", "post_format", "language", "post_translations"]);

/** WordPress files under 未分类, Uncategorized, what nobody has filed. */
const saysSomething = ({ nicename }: Term): boolean => nicename !== "uncategorized";

/** The category that an article is filed under: the one that Yoast calls primary, else the first that says something. */
export function sectionOf(item: WxrItem, channel: Channel): Term | null {
  const categories = item.terms.filter(({ domain }) => domain === "category");
  const primary = channel.categoryById(item.meta.get("_yoast_wpseo_primary_category")?.trim() ?? "");
  return (
    categories.find(({ nicename }) => nicename === primary) ?? categories.find(saysSomething) ?? categories[0] ?? null
  );
}

/** Tags, and the categories that are not its section. */
export function tagsOf({ terms }: WxrItem, section: Term | null, notes: Set<string>): string[] {
  const others = terms.filter((term) => term.domain === "category" && term !== section && saysSomething(term));
  for (const { name } of others)
    notes.add(`The category ${textOfHtml(name)} became a tag: an article has one section.`);
  for (const { domain, name } of terms) {
    if (!KNOWN_DOMAINS.has(domain)) notes.add(`Its ${domain} “${textOfHtml(name)}” was left out.`);
  }
  const tags = terms.filter(({ domain }) => domain === "post_tag");
  return [...new Set([...tags, ...others].map(({ name }) => textOfHtml(name)))];
}
