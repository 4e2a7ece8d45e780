// An article as the properties of a post, as it was written (Micropub §3.7.2).

import { addressesIn } from "../content/addresses";
import { toRfc3339 } from "../content/local-time";
import type { ArticleRow } from "../db/articles";
import { defaultLangOf } from "../db/settings";
import { statusOf } from "../publishing/status";
import { splitBody } from "./body";
import { MAX_MEDIA } from "./known-properties";
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
  const most = { photo: cover === null ? MAX_MEDIA : MAX_MEDIA - 1, video: MAX_MEDIA, audio: MAX_MEDIA };
  const { text, attached } = splitBody(format, body, most);
  const { origin } = place;
  const of = (kind: string) => attached.filter((it) => it.kind === kind);
  const valuesOf = (media: readonly { url: string; alt: string }[]) => media.map((it) => mediaValue(it, origin));
  const photo = [...list(cover), ...of("photo")];
  const words = { content: text === "" ? undefined : { format, text }, summary: summary ?? undefined, photo };
  const writtenAt = publishedAt ?? article.createdAt;
  const isMade = title === madeTitle(words, { settings: place.settings, writtenAt });
  const status = statusOf(article, place.now);
  return withValues({
    name: isMade ? [] : [title],
    content: text === "" ? [] : [format === "html" ? { html: text } : text],
    summary: list(summary),
    photo: valuesOf(photo),
    category: tags,
    video: valuesOf(of("video")),
    audio: valuesOf(of("audio")),
    author: list(author),
    published: publishedAt === null ? [] : [toRfc3339(publishedAt)],
    updated: [toRfc3339(updatedAt)],
    "post-status": status === "draft" ? ["draft"] : status === "withdrawn" ? [] : ["published"],
    url: [urlOf(article, place)],
    "mp-slug": [slug],
    "mp-channel": [section],
  });
}

const list = <T>(value: T | null): T[] => (value === null ? [] : [value]);

function mediaValue({ url, alt }: { url: string; alt: string }, origin: string) {
  const value = url.startsWith("/") ? `${origin}${url}` : url;
  return alt === "" ? value : { value, alt };
}

const withValues = (properties: Properties): Properties =>
  Object.fromEntries(Object.entries(properties).filter(([, values]) => values.length > 0));
