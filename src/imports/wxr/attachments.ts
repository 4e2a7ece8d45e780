// The first of two passes: articles name covers, galleries and translations by what stands further down, and only categories that
// articles are filed under become sections. Kept are a few lines for each item, never a text.

import { BrokenDump, type Dump } from "../format";
import { OwnAddresses } from "../html/own-links";
import { textOfHtml } from "../html/rework";
import { Channel } from "./channel";
import { readItem, type WxrItem } from "./item";
import { oldUrls } from "./old-urls";
import { sectionOf } from "./terms";
import { channelElements } from "./xml";

export interface Attachment {
  url: string;
  alt: string | null;
  caption: string | null;
  /** The number of the post that it was uploaded to. */
  parent: string;
}

export class Attachments {
  readonly #byId = new Map<string, Attachment>();
  /** By their addresses without a protocol: texts are older than HTTPS. */
  readonly #urls = new Map<string, string>();
  readonly #byParent = new Map<string, string[]>();
  /** Polylang's groups of translations: the number of the first post of each. */
  readonly originals = new Map<string, string>();

  /** The names of the categories that articles are filed under, by their slugs. */
  readonly sections = new Map<string, string>();

  /** Where the texts and the sections that come in stood. */
  readonly addresses = new OwnAddresses();

  note(item: WxrItem, channel: Channel): void {
    if (isTaken(item)) this.addresses.add(oldUrls(item, channel));
    const section = item.type === "post" && isTaken(item) ? sectionOf(item, channel) : null;
    if (section) this.sections.set(section.nicename, section.name);
    const group = translationGroup(item);
    if (group !== null && isTaken(item) && !this.originals.has(group)) this.originals.set(group, item.id);
    if (item.type !== "attachment" || URL.parse(item.attachmentUrl) === null) return;
    this.#byId.set(item.id, {
      url: item.attachmentUrl,
      alt: altOf(item),
      caption: textOfHtml(item.excerpt) || null,
      parent: item.parent,
    });
    this.#urls.set(withoutProtocol(item.attachmentUrl), item.attachmentUrl);
    const siblings = this.#byParent.get(item.parent);
    if (siblings) siblings.push(item.id);
    else this.#byParent.set(item.parent, [item.id]);
  }

  get(id: string): Attachment | undefined {
    return this.#byId.get(id);
  }

  /** What was uploaded to a post, in order. */
  of(post: string): string[] {
    return this.#byParent.get(post) ?? [];
  }

  /** The full picture that `…-300x200.jpg`, `…?w=300` or Jetpack's copy is a smaller version of, if it is listed; else the same. */
  fullSize(url: string): string {
    const one = withoutProtocol(url)
      .replace(/^i\d\.wp\.com\//, "")
      .replace(/[?#].*$/, "");
    return this.#urls.get(one) ?? this.#urls.get(one.replace(/-\d+x\d+(\.\w+)$/, "$1")) ?? url;
  }
}

const withoutProtocol = (url: string): string => url.replace(/^https?:\/\//, "");

export const altOf = (item: WxrItem): string | null => item.meta.get("_wp_attachment_image_alt")?.trim() || null;

/**
 * Whether an item is a text that comes in: what is private or thrown away is not for readers. A post with a password becomes a
 * draft; a page can't, since pages here are public.
 */
export const isTaken = ({ type, status, hasPassword }: WxrItem): boolean =>
  (type === "post" || (type === "page" && !hasPassword)) && ["publish", "future", "draft", "pending"].includes(status);

export const translationGroup = ({ terms }: WxrItem): string | null =>
  terms.find(({ domain }) => domain === "post_translations")?.nicename ?? null;

/** Reads what attachments there are. Of a broken file, those before its fault: the second pass will tell of it. */
export async function listAttachments(dump: Dump): Promise<Attachments> {
  const attachments = new Attachments();
  try {
    const channel = new Channel();
    for await (const element of channelElements(dump)) {
      if (element.name === "item") attachments.note(readItem(element), channel);
      else channel.note(element);
    }
  } catch (error) {
    if (!(error instanceof BrokenDump)) throw error;
  }
  return attachments;
}
