// A feed as Atom (RFC 4287).

import { element, type Xml, xmlDocument } from "../xml";
import type { Feed, FeedEntry } from "./feed";

const NAMESPACES = { xmlns: "http://www.w3.org/2005/Atom", "xmlns:dc": "http://purl.org/dc/elements/1.1/" };

export const atomOf = (feed: Feed): string =>
  xmlDocument(
    element(
      "feed",
      { ...NAMESPACES, "xml:lang": feed.lang },
      element("id", {}, feed.id),
      element("title", {}, feed.title),
      optional("subtitle", feed.description),
      element("updated", {}, time(feed.updatedAt)),
      element("author", {}, element("name", {}, feed.author)),
      element("icon", {}, feed.iconUrl),
      link("self", feed.urls.atom, "application/atom+xml"),
      link("alternate", feed.pageUrl, "text/html"),
      link("alternate", feed.urls.json, "application/feed+json"),
      ...feed.entries.map(entryElement),
    ),
  );

const entryElement = (entry: FeedEntry): Xml =>
  element(
    "entry",
    {},
    element("id", {}, entry.id),
    element("title", {}, entry.title),
    element("published", {}, time(entry.publishedAt)),
    element("updated", {}, time(entry.updatedAt)),
    // Without one the feed's own author counts (§4.2.1).
    entry.author === null ? null : element("author", {}, element("name", {}, entry.author)),
    link("alternate", entry.url, "text/html"),
    entry.imageUrl === null ? null : link("enclosure", entry.imageUrl, imageType(entry.imageUrl)),
    // Atom's own `source` is another feed's metadata (§4.2.11): who wrote it first is Dublin Core's.
    entry.source === null ? null : element("dc:source", {}, entry.source.name),
    !entry.source?.url ? null : link("via", entry.source.url, null),
    ...entry.tags.map((term) => element("category", { term })),
    optional("summary", entry.summary),
    entry.html === null ? null : element("content", { type: "html" }, entry.html),
  );

const optional = (name: string, text: string): Xml | null => (text === "" ? null : element(name, {}, text));

const link = (rel: string, href: string, type: string | null): Xml => element("link", { rel, type, href });

/** RFC 3339 (§3.3). */
const time = (ms: number): string => new Date(ms).toISOString();

/** The type that a file's name says: a hint (§4.2.7.3), and none for others. */
function imageType(url: string): string | null {
  const [, extension = ""] = /\.(png|jpe?g|gif|webp|avif|svg)$/i.exec(new URL(url).pathname) ?? [];
  const subtypes: Readonly<Record<string, string>> = { jpg: "jpeg", svg: "svg+xml" };
  const name = extension.toLowerCase();
  return name === "" ? null : `image/${subtypes[name] ?? name}`;
}
