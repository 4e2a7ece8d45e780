// WordPress's export, WXR 1.0 to 1.2, read in two passes: a file of any size in bounded memory.

import { BrokenDump, type Dump } from "../format";
import { textOfHtml } from "../html/rework";
import type { Incoming, IncomingMedia, IncomingProblem } from "../incoming";
import { itemsAfter, type Later, listed, type ReadOptions } from "../reading";
import { type Attachments, altOf, isTaken, listAttachments } from "./attachments";
import { Channel } from "./channel";
import { decoded, readItem, type WxrItem } from "./item";
import { toArticle, toPage } from "./to-text";
import { channelElements } from "./xml";

const REASONS: Readonly<Record<string, string>> = {
  private: "it is private",
  trash: "it is in the trash",
  "auto-draft": "it was never saved",
};

/**
 * Sections, then posts, pages and attachments in the file's order, then one problem for each kind of item that has no place here.
 * Throws `BrokenDump` where the file ends too early, or is no WXR.
 */
export const readWxr = (dump: Dump, { after = 0 }: ReadOptions = {}): AsyncIterable<Incoming> =>
  itemsAfter(itemsIn(dump), after);

async function* itemsIn(dump: Dump): AsyncGenerator<Later> {
  const attachments = await listAttachments(dump);
  const channel = new Channel();
  const left = new Map<string, number>();
  const unused: string[] = [];
  let comments = 0;
  let isHead = true;

  for await (const element of channelElements(dump)) {
    if (element.name !== "item") {
      const section = channel.note(element);
      if (section && attachments.sections.has(section.slug)) {
        attachments.addresses.add(section.oldUrls);
        yield () => section;
      } else if (section) unused.push(section.name);
      continue;
    }
    if (!channel.isWxr) throw new BrokenDump("The file is no WordPress export: it says no wp:wxr_version");
    for (const section of isHead ? channel.unlisted(attachments.sections) : []) {
      attachments.addresses.add(section.oldUrls);
      yield () => section;
    }
    isHead = false;
    const item = readItem(element);
    comments += item.comments;
    const incoming = toIncoming(item, channel, attachments);
    if (incoming) yield incoming;
    else left.set(item.type, (left.get(item.type) ?? 0) + 1);
  }

  if (!channel.isWxr) throw new BrokenDump("The file is no WordPress export: it says no wp:wxr_version");
  for (const [type, count] of left) {
    yield () => ({
      kind: "problem",
      key: `wxr:type:${type}`,
      detail: `Items of the type ${type} have no place here: ${count} left out`,
    });
  }
  if (unused.length > 0) {
    const detail = `Categories that no article is filed under: ${unused.length} left out: ${listed(unused)}`;
    yield () => ({ kind: "problem", key: "wxr:categories", detail });
  }
  if (comments > 0) {
    const detail = `Comments have no place here: ${comments} left out`;
    yield () => ({ kind: "problem", key: "wxr:comments", detail });
  }
}

/** Null: of a type that has no place here. */
function toIncoming(item: WxrItem, channel: Channel, attachments: Attachments): Later | null {
  if (item.type === "attachment") return () => toMedia(item, channel);
  if (item.type !== "post" && item.type !== "page") return null;
  if (!isTaken(item)) {
    const wayIn = item.type === "page" && item.hasPassword ? "it asks for a password, and pages here are public" : null;
    const reason = REASONS[item.status] ?? wayIn ?? `its status is ${item.status}`;
    return () => problem(item, channel, `“${textOfHtml(item.title)}” was not taken: ${reason}`);
  }
  if (item.type === "post") return () => toArticle(item, channel, attachments);
  if (item.status === "publish") return () => toPage(item, channel, attachments);
  const detail = `The page “${textOfHtml(item.title)}” was not taken: its status is ${item.status}, and pages here are public`;
  return () => problem(item, channel, detail);
}

function toMedia(item: WxrItem, channel: Channel): IncomingMedia | IncomingProblem {
  const url = URL.parse(item.attachmentUrl);
  if (url === null) return problem(item, channel, `The attachment “${textOfHtml(item.title)}” has no address`);
  return {
    kind: "media",
    key: `wxr:${item.attachmentUrl}`,
    url: item.attachmentUrl,
    name: decoded(url.pathname.split("/").at(-1) ?? ""),
    alt: altOf(item),
    bytes: null,
  };
}

const problem = (item: WxrItem, channel: Channel, detail: string): IncomingProblem => ({
  kind: "problem",
  key: `wxr:${channel.shortLink(item.id)}`,
  detail,
});
