// A post or a page of WordPress in the common form.

import { textOfHtml } from "../html/rework";
import type { IncomingArticle, IncomingPage, IncomingText } from "../incoming";
import { type Attachments, translationGroup } from "./attachments";
import { postBody } from "./body";
import type { Channel } from "./channel";
import type { WxrItem } from "./item";
import { oldUrls } from "./old-urls";
import { sectionOf, tagsOf } from "./terms";

const NO_DATE = /^(?:0000-00-00.*)?$/;

export function toArticle(item: WxrItem, channel: Channel, attachments: Attachments): IncomingArticle {
  const notes = new Set<string>();
  const text = toText(item, channel, attachments, notes);
  const section = sectionOf(item, channel);
  const cover = coverOf(item, attachments, notes);
  const original = attachments.originals.get(translationGroup(item) ?? "");
  if (item.isSticky) notes.add("It was sticky; here the newest stand first.");
  return {
    ...text,
    kind: "article",
    section: section?.nicename ?? null,
    sectionName: section === null ? null : channel.nameOf(section),
    publishedAt: publishedAt(item),
    expireAt: null,
    status: statusOf(item, notes),
    author: channel.author(item.creator),
    summary: textOfHtml(item.excerpt) || null,
    tags: tagsOf(item, section, notes),
    source: null,
    cover,
    articleKind: null,
    translationOf: original === undefined || original === item.id ? null : `wxr:${channel.shortLink(original)}`,
    media: [...new Set([...(cover ? [cover.url] : []), ...text.media])],
    notes: [...notes],
  };
}

export function toPage(item: WxrItem, channel: Channel, attachments: Attachments): IncomingPage {
  const notes = new Set<string>();
  if (translationGroup(item) !== null) notes.add("It is one of several translations, which are not joined here.");
  const text = toText(item, channel, attachments, notes);
  return { ...text, kind: "page", notes: [...notes] };
}

function toText(
  item: WxrItem,
  channel: Channel,
  attachments: Attachments,
  notes: Set<string>,
): Omit<IncomingText, "notes"> {
  const place = { attachments, post: item.id, base: item.link || channel.base, site: channel.base };
  return {
    key: `wxr:${channel.shortLink(item.id)}`,
    title: textOfHtml(item.title),
    slug: item.slug || null,
    format: "html",
    ...postBody(item.content, place, notes),
    lang: item.terms.find(({ domain }) => domain === "language")?.nicename ?? null,
    oldUrls: oldUrls(item, channel),
  };
}

/** What not every reader could see is a draft until somebody decides. */
function statusOf({ status, hasPassword }: WxrItem, notes: Set<string>): IncomingArticle["status"] {
  if (hasPassword) {
    notes.add("It asked for a password: it is a draft.");
    return "draft";
  }
  return status === "future" ? "scheduled" : status === "publish" ? "published" : "draft";
}

/** WordPress's own time in UTC; of an item without one, the time of its site; none where it has no time yet. */
function publishedAt({ dateGmt, date, status }: WxrItem): IncomingArticle["publishedAt"] {
  const utc = NO_DATE.test(dateGmt) ? Number.NaN : Date.parse(`${dateGmt.replace(" ", "T")}Z`);
  if (!Number.isNaN(utc)) return utc;
  // A draft's local date is when it was saved.
  return NO_DATE.test(date) || status === "draft" || status === "pending" ? null : { local: date };
}

function coverOf(item: WxrItem, attachments: Attachments, notes: Set<string>): IncomingArticle["cover"] {
  const id = item.meta.get("_thumbnail_id")?.trim();
  if (!id || id === "0") return null;
  const attachment = attachments.get(id);
  if (attachment === undefined) {
    notes.add(`Its featured image (${id}) is not in the export.`);
    return null;
  }
  return { url: attachment.url, alt: attachment.alt };
}
