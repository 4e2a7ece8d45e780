// From a post's properties to an article's fields.

import { excerpt } from "../content/excerpt";
import { localDateTime, parseTime, toRfc3339 } from "../content/local-time";
import { slugify } from "../content/slug";
import type { Frame, Settings } from "../db/settings";
import { articleChangeSchema, newArticleSchema } from "../http/schemas/article";
import type { ArticleChange, ArticleInput } from "../publishing/input";
import { joinBody } from "./body";
import { propertyOf, type Read, refuse } from "./errors";
import type { KnownProperties, KnownProperty } from "./known-properties";
import { check } from "./read-request";
import { titleOf } from "./title";

/** What a post is read by. */
export interface Place {
  settings: Settings;
  frame: Frame;
  /** The site's origin, which is left out of the addresses of its own files. */
  origin: string;
  /** Ms since the epoch. */
  now: number;
}

/** A new article. Visible at once, or at `published` where that lies ahead, unless it is a draft. */
export function toArticle(known: KnownProperties, place: Place): Read<ArticleInput> {
  const fields = fieldsOf(known, place);
  return fields.ok ? check(fields.value, newArticleSchema, propertyOf) : fields;
}

/** A change of those fields that the properties named by `touched` make up. */
export function toChange(known: KnownProperties, touched: ReadonlySet<string>, place: Place): Read<ArticleChange> {
  if (touched.has("published") && known.published === undefined) return refuse("published can't be taken away.");
  const fields = fieldsOf(known, place);
  if (!fields.ok) return fields;
  const isLate = fields.value.publishAt !== undefined && Date.parse(fields.value.publishAt) > place.now;
  const status = known["post-status"] === "published" ? (isLate ? "scheduled" : "published") : known["post-status"];
  const named = [...touched].flatMap((property) => FIELDS.get(property) ?? []);
  const all: Record<string, unknown> = { ...fields.value, status };
  return check(Object.fromEntries(named.map((field) => [field, all[field]])), articleChangeSchema, propertyOf);
}

const TEXT = ["title", "body", "format", "cover"] as const;

/** The fields that each property has a part in. */
const FIELDS: ReadonlyMap<string, readonly string[]> = new Map<KnownProperty, readonly string[]>([
  ["name", ["title"]],
  ["content", TEXT],
  ["photo", TEXT],
  ["video", TEXT],
  ["audio", TEXT],
  ["mp-photo-alt", TEXT],
  ["summary", ["summary"]],
  ["category", ["tags"]],
  ["author", ["author"]],
  ["published", ["publishAt"]],
  ["post-status", ["status"]],
  ["mp-slug", ["slug"]],
  ["mp-channel", ["section"]],
]);

function fieldsOf(known: KnownProperties, place: Place) {
  const section = sectionOf(known["mp-channel"], place);
  if (!section.ok) return section;
  const published = publicationOf(known.published, place);
  if (!published.ok) return published;
  const body = bodyOf(known, place);
  if (body.body === "") return refuse("Nothing to show: send content, name, summary, photo, video or audio.");
  const fields = {
    ...body,
    title: known.name || madeTitle(known, { ...place, writtenAt: published.value ?? place.now }),
    section: section.value,
    slug: slugify(known["mp-slug"] ?? "") || undefined,
    summary: known.summary || null,
    tags: [...new Set(known.category)],
    author: known.author ?? null,
    publishAt: published.value === undefined ? undefined : toRfc3339(published.value),
    // One that is published at a time ahead is scheduled, which its time says.
    status: known["post-status"] === "draft" ? ("draft" as const) : undefined,
  };
  return { ok: true as const, value: fields };
}

/** A note has no title, and no article is without: what it begins with, what its picture shows, or when it was written. */
export function madeTitle(
  known: Pick<KnownProperties, "content" | "summary" | "photo">,
  { settings, writtenAt }: { settings: Settings; writtenAt: number },
): string {
  const { content, summary, photo } = known;
  const beginning = titleOf(content ?? { format: "markdown", text: summary ?? "" });
  return beginning || excerpt(photo[0]?.alt ?? "", { length: 80 }) || localDateTime(writtenAt, settings.timeZone);
}

/**
 * The first photo is the cover, above the text, and the others stand below it. A post without words has all of them in its body,
 * since an article has one.
 */
function bodyOf(known: KnownProperties, { origin }: Place) {
  const [photo, video, audio] = [known.photo, known.video, known.audio].map((all) =>
    all.map(({ url, alt }) => ({ url: typeof url === "string" ? localUrl(url, origin) : NOT_YET_STORED, alt })),
  );
  const photos = (photo ?? []).map((it, n) => ({ ...it, alt: it.alt || known["mp-photo-alt"][n] || "" }));
  const { format, text } = wordsOf(known);
  const [first] = photos;
  const hasCover = text !== "" && first !== undefined;
  const attached = [
    ...(hasCover ? photos.slice(1) : photos).map((it) => ({ ...it, kind: "photo" as const })),
    ...(video ?? []).map((it) => ({ ...it, kind: "video" as const })),
    ...(audio ?? []).map((it) => ({ ...it, kind: "audio" as const })),
  ];
  const cover = hasCover ? { url: first.url, alt: first.alt || null } : null;
  return { body: joinBody(format, { text, attached }), format, cover };
}

/** A post that is all title, or all summary, says that in its body too. */
function wordsOf({ content, summary, name, photo, video, audio }: KnownProperties) {
  if (content !== undefined && content.text.trim() !== "") return content;
  const needsWords = photo.length + video.length + audio.length === 0;
  return { format: "markdown" as const, text: needsWords ? (summary ?? name ?? "") : "" };
}

/** Stands for a file while the rest of its post is checked. */
const NOT_YET_STORED = "/media/file";

const localUrl = (url: string, origin: string): string =>
  url.startsWith(`${origin}/`) ? url.slice(origin.length) : url;

function sectionOf(channel: string | undefined, { frame }: Place): Read<string> {
  const [first] = frame.sections;
  if (first === undefined) return refuse("This site has no section yet.");
  if (channel === undefined) return { ok: true, value: first.slug };
  const slug = channel.normalize("NFC").toLowerCase();
  if (frame.sections.some((section) => section.slug === slug)) return { ok: true, value: slug };
  return refuse(`mp-channel is not one of: ${frame.sections.map((section) => section.slug).join(", ")}.`);
}

/** RFC 3339; a time without an offset is read in the site's zone, and one whose offset has no colon is read as well (ISO 8601). */
function publicationOf(published: string | undefined, { settings }: Place): Read<number | undefined> {
  if (published === undefined) return { ok: true, value: undefined };
  const ms = parseTime(published.replace(/([+-]\d\d)(\d\d)$/, "$1:$2"), settings.timeZone);
  if (ms === null) return refuse("published must be a time such as 2021-04-08T08:08:38+08:00.");
  return { ok: true, value: ms };
}
