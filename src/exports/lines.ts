// The lines of an export, one JSON object each: one schema a type gives its form, and checks it when it comes back in.

import * as z from "zod";
import { ROLES } from "../access/scopes";
import { isReserved } from "../content/addresses";
import { isSlug } from "../content/slug";
import { isWhole } from "../content/whole-text";
import { langSchema, settingsSchema } from "../db/settings";
import { isInCalendar } from "../publishing/times";

/** The form of these lines. A reader refuses any other. */
export const FORMAT = 1;

const MAX_TEXT = 1_000_000;

const text = z.string().max(MAX_TEXT).refine(isWhole, "must be valid Unicode text without control characters");
const word = text.min(1).max(1000);
/** Ids go on from the highest that ever came in, and the search's index has 24 bits for an article's (db/search.ts). */
const MAX_ID = 2 ** 24 - 1;
const id = z.int().positive().max(MAX_ID);
const lastId = z.int().nonnegative().max(MAX_ID);
const count = z.int().nonnegative();
const format = z.enum(["markdown", "html"]);

/** RFC 3339 in UTC, to the millisecond, in one spelling: `2021-04-08T00:08:38.000Z`. */
const time = z.string().refine((sent) => {
  const ms = Date.parse(sent);
  return isInCalendar(ms) && new Date(ms).toISOString() === sent;
}, "must be a time such as 2021-04-08T00:08:38.000Z");

const day = z.string().regex(/^\d{4}-\d\d-\d\d$/, "must be a day such as 2021-04-08");

const slug = z.string().refine(isSlug, "must be letters, digits and single hyphens");
const topSlug = slug.refine((sent) => !isReserved(sent), "is a name that the site's own addresses take");

/** An absolute http or https URL, or a path of this site: pages link to it. */
const address = word.max(2000).refine((sent) => {
  const url = URL.parse(sent, "http://site.invalid");
  return /^https?:$/.test(url?.protocol ?? "") && (!sent.startsWith("/") || url?.host === "site.invalid");
}, "must be an absolute http or https URL, or a path");

const texts = z.record(langSchema, text);

/** Another article: by its guid, which it has everywhere (null: there was none), and the id that it has in this export. */
const reference = z.strictObject({ id, guid: word.nullable() });
export type Reference = z.infer<typeof reference>;

/** A section: by a slug that leads to it (null: none does any more), and the id that it has in this export. */
const sectionReference = z.strictObject({ id: z.int(), slug: slug.nullable() });
export type SectionReference = z.infer<typeof sectionReference>;

/** The first line. `ids`: the last that were given out, so that none is ever given twice. */
const head = z.strictObject({
  type: z.literal("edgewise"),
  format: z.int(),
  site: z.string(),
  ids: z.strictObject({ articles: lastId, sections: lastId, pages: lastId }),
});

const settings = z.strictObject({ type: z.literal("settings"), ...settingsSchema.shape });

/** In the order in which pages show them. `slugs`: all that lead there, its own among them; `former`: what is left of sections that are gone. */
const sections = z.strictObject({
  type: z.literal("sections"),
  items: z.array(z.strictObject({ id, slug: topSlug, name: texts, description: texts, slugs: z.array(slug) })).min(1),
  former: z.array(z.strictObject({ id, slugs: z.array(slug) })),
});

const place = z.enum(["menu", "foot"]).nullable();

/** Standing pages in their order; what they say is in lines of its own. */
const pages = z.strictObject({
  type: z.literal("pages"),
  items: z.array(z.strictObject({ id, slug: topSlug, place, format, slugs: z.array(slug) })),
});

const links = z.strictObject({
  type: z.literal("links"),
  items: z.array(z.strictObject({ name: word, url: address })),
});

const searches = z.strictObject({ type: z.literal("searches"), pinned: z.array(word), blocked: z.array(word) });

/** What a standing page says in a language. `page` is its slug. */
const pageText = z.strictObject({
  type: z.literal("pageText"),
  page: topSlug,
  ...{ lang: langSchema, title: word, format, body: text, updatedAt: time },
});

const redirects = z.strictObject({
  type: z.literal("redirects"),
  items: z.array(z.strictObject({ from: z.string().max(20_000), to: z.string().max(20_000) })).min(1),
});

/** Who may do what, but for what they show to come in: that is made anew. `handle`: as the audit log and revisions name them. */
const person = z.strictObject({
  type: z.literal("person"),
  ...{ id, handle: z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/), name: word, email: z.email().max(254).nullable() },
  ...{ role: z.enum(ROLES), createdAt: time, disabledAt: time.nullable() },
});

const hash = z.string().regex(/^[0-9a-f]{64}$/, "must be the SHA-256 of a file, in hexadecimal digits");

/** A file of the library. It is not in the export: `url` is where it can be had. */
const media = z.strictObject({
  type: z.literal("media"),
  ...{ hash, name: word, mediaType: word, bytes: count, width: count.nullable(), height: count.nullable() },
  ...{ createdAt: time, by: text, url: z.url({ protocol: /^https?$/ }) },
});

const source = z.strictObject({ name: word, url: address.nullable() }).nullable();
const cover = z.strictObject({ url: address, alt: text, width: count.nullable(), height: count.nullable() }).nullable();

const DAY_MS = 86_400_000;

/** A day begins and ends at other moments in other time zones, but within a day of those of UTC. */
function isFiled({ state, publishedAt, day }: { state: string; publishedAt: string | null; day: string | null }) {
  if (publishedAt === null || day === null) return state !== "live" && publishedAt === day;
  return Math.abs(Date.parse(publishedAt) - Date.parse(day)) < 2 * DAY_MS;
}

/** What an article and its revisions have in common. */
const said = {
  ...{ lang: langSchema, slug, title: word, kind: text.nullable(), summary: text.nullable(), author: text.nullable() },
  ...{ source, cover, tags: z.array(word), state: z.enum(["draft", "live", "withdrawn"]) },
  ...{
    publishedAt: time.nullable(),
    expireAt: time.nullable(),
    translationOf: reference.nullable(),
    format,
    body: text,
  },
};

/**
 * An article as its newest version has it, by whom that was saved, and how (`action`). `slugs`: all that it has or had. `day`: it
 * is filed under this one. `reads`: all of them.
 */
const article = z
  .strictObject({
    type: z.literal("article"),
    ...{ id, guid: word, version: id, createdAt: time, updatedAt: time, by: text, action: text, section: topSlug },
    ...said,
    ...{ day: day.nullable(), related: z.array(reference) },
    slugs: z.array(z.strictObject({ section: sectionReference, lang: langSchema, slug })),
    reads: count,
  })
  .refine(isFiled, { path: ["day"], error: "must be that of publishedAt, and a live article must have both" });

/** An older version of an article; the newest is the article itself. */
const revision = z.strictObject({
  type: z.literal("revision"),
  ...{ article: word, version: id, at: time, by: text, action: text, section: sectionReference },
  ...said,
});

/** Of a day, in the site's time zone; `hosts` says how many came from which other site. */
const reads = z.strictObject({
  type: z.literal("reads"),
  day,
  items: z.array(z.strictObject({ article: word, reads: count, hosts: z.record(word, count) })).min(1),
});

export const lineSchema = z.discriminatedUnion("type", [
  head,
  settings,
  sections,
  pages,
  links,
  searches,
  pageText,
  redirects,
  person,
  media,
  article,
  revision,
  reads,
]);

export type Line = z.infer<typeof lineSchema>;
export type LineOf<Type extends Line["type"]> = Extract<Line, { type: Type }>;

/** Says how far an export has come: it goes on from here with `?cursor=`. */
export const cursorLineSchema = z.strictObject({ type: z.literal("cursor"), cursor: z.string() });

/** The last line. `lines`: how many there are of each type, but for cursors and itself. */
export const endLineSchema = z.strictObject({ type: z.literal("end"), lines: z.record(z.string(), count) });
