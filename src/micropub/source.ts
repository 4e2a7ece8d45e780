// An article as the properties of a post, as it was written (Micropub §3.7.2).

import { addressesIn } from "../content/addresses";
import { toRfc3339 } from "../content/local-time";
import type { ArticleRow } from "../db/articles";
import { defaultLangOf } from "../db/settings";
import { statusOf } from "../publishing/status";
import { splitBody } from "./body";
import { type KnownProperties, knownPropertiesSchema } from "./known-properties";
import type { Properties } from "./read-request";
import { madeTitle, type Place } from "./to-article";

/** Where an article is, or will be, or was: absolute, percent-encoded. */
export function urlOf(
  { section, slug, lang }: Pick<ArticleRow, "section" | "slug" | "lang">,
  { settings, origin }: Place,
) {
  return `${origin}${addressesIn(lang, defaultLangOf(settings)).article(section, slug)}`;
}

/** What is there of a post, each property with its values. A title that was made of the text is none of the post's own. */
export function propertiesOf(article: ArticleRow, place: Place): Properties {
  const { format, body, cover, tags, summary, author, title, publishedAt, updatedAt, section, slug } = article;
  const { text, attached } = splitBody(format, body);
  const { origin } = place;
  const of = (kind: string) => attached.filter((it) => it.kind === kind).map((it) => mediaValue(it, origin));
  const content = text === "" ? [] : [format === "html" ? { html: text } : text];
  const words = {
    content,
    summary: list(summary),
    photo: [...(cover === null ? [] : [mediaValue(cover, origin)]), ...of("photo")],
  };
  const known = { ...words, category: tags, video: of("video"), audio: of("audio"), author: list(author) };
  const writtenAt = publishedAt ?? article.createdAt;
  const isMade = title === madeTitle(knownOf(known), { settings: place.settings, writtenAt });
  const status = statusOf(article, place.now);
  return withValues({
    name: isMade ? [] : [title],
    ...known,
    published: publishedAt === null ? [] : [toRfc3339(publishedAt)],
    updated: [toRfc3339(updatedAt)],
    "post-status": status === "draft" ? ["draft"] : status === "withdrawn" ? [] : ["published"],
    url: [urlOf(article, place)],
    "mp-slug": [slug],
    "mp-channel": [section],
  });
}

/** What was saved fits: it went through the same schema, or a stricter one. */
const knownOf = (properties: Properties): KnownProperties => knownPropertiesSchema.parse(properties);

const list = <T>(value: T | null): T[] => (value === null ? [] : [value]);

function mediaValue({ url, alt }: { url: string; alt: string }, origin: string) {
  const value = url.startsWith("/") ? `${origin}${url}` : url;
  return alt === "" ? value : { value, alt };
}

const withValues = (properties: Properties): Properties =>
  Object.fromEntries(Object.entries(properties).filter(([, values]) => values.length > 0));
