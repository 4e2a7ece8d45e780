// The addresses at which a post or a page of WordPress stood.

import type { Channel } from "./channel";
import type { WxrItem } from "./item";

/** Where it stood: its permalink, those by number, its `guid`, and what its former slugs made of the permalink. */
export function oldUrls(item: WxrItem, channel: Channel): string[] {
  const byNumber = item.type === "page" ? `${channel.base}/?page_id=${item.id}` : channel.shortLink(item.id);
  const formerSlug = item.meta.get("_wp_old_slug")?.trim();
  const former = formerSlug ? [withSlug(item, formerSlug)] : [];
  const written = [item.link, byNumber, item.guid, ...former].filter((url) => /^https?:\/\//.test(url));
  return [...new Set(written)];
}

/** The permalink with another slug in its place; "" where it shows none. */
function withSlug({ link, slug }: WxrItem, other: string): string {
  const shown = `/${encodeURIComponent(slug).toLowerCase()}`;
  const at = slug === "" ? -1 : link.toLowerCase().lastIndexOf(shown);
  return at < 0 ? "" : `${link.slice(0, at)}/${other}${link.slice(at + shown.length)}`;
}
