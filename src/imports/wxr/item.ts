// An item of WXR by its fields, as WordPress's export.php writes them.

import type { XmlElement } from "./xml";

export interface Term {
  /** Such as `category`, `post_tag`, `post_format`, `language`. */
  domain: string;
  nicename: string;
  name: string;
}

export interface WxrItem {
  id: string;
  type: string;
  status: string;
  /** May hold tags and character references. */
  title: string;
  link: string;
  guid: string;
  slug: string;
  creator: string;
  content: string;
  excerpt: string;
  /** `yyyy-mm-dd hh:mm:ss`, `0000-00-00 00:00:00` for none. */
  dateGmt: string;
  date: string;
  parent: string;
  isSticky: boolean;
  hasPassword: boolean;
  attachmentUrl: string;
  terms: Term[];
  meta: ReadonlyMap<string, string>;
  comments: number;
}

/** The text of the first child of that name; "" without one. */
export const field = (element: XmlElement, name: string): string =>
  element.children.find((child) => child.name === name)?.text ?? "";

const all = (element: XmlElement, name: string): XmlElement[] =>
  element.children.filter((child) => child.name === name);

export function readItem(item: XmlElement): WxrItem {
  return {
    id: field(item, "wp:post_id").trim(),
    type: field(item, "wp:post_type").trim(),
    status: field(item, "wp:status").trim(),
    title: field(item, "title"),
    link: field(item, "link").trim(),
    guid: field(item, "guid").trim(),
    slug: decoded(field(item, "wp:post_name").trim()),
    creator: field(item, "dc:creator").trim(),
    content: field(item, "content:encoded"),
    excerpt: field(item, "excerpt:encoded"),
    dateGmt: field(item, "wp:post_date_gmt").trim(),
    date: field(item, "wp:post_date").trim(),
    parent: field(item, "wp:post_parent").trim(),
    isSticky: field(item, "wp:is_sticky").trim() === "1",
    hasPassword: field(item, "wp:post_password") !== "",
    attachmentUrl: field(item, "wp:attachment_url").trim(),
    terms: all(item, "category").map(({ attributes, text }) => ({
      domain: attributes.domain ?? "",
      nicename: decoded(attributes.nicename ?? ""),
      name: text.trim(),
    })),
    meta: new Map(
      all(item, "wp:postmeta").map((meta) => [field(meta, "wp:meta_key").trim(), field(meta, "wp:meta_value")]),
    ),
    comments: all(item, "wp:comment").length,
  };
}

/** Slugs and nicenames are kept percent-encoded. WordPress cuts them at 200 bytes, sometimes in the middle of a character. */
export function decoded(slug: string): string {
  const longestTail = "%e5%ae%9".length;
  for (let cut = 0; cut <= longestTail; cut += 1) {
    try {
      return decodeURIComponent(slug.slice(0, slug.length - cut));
    } catch (error) {
      if (!(error instanceof URIError)) throw error;
    }
  }
  return slug;
}
