// GFM's extended autolinks (§6.9): `www.`, `http:`, `https:`, `mailto:`, `xmpp:` and mail addresses in running text.
// README.md and index.ts aren't domains. Beyond GFM, an address ends where Chinese punctuation begins.

import type { MarkdownIt } from "markdown-it";
import { CJK } from "./cjk";

export interface Autolink {
  schema: "http:" | "https:" | "mailto:" | "xmpp:";
  index: number;
  lastIndex: number;
  text: string;
  url: string;
}

/** What follows the host, in UTF-16 units. A longer address is text, so that no candidate costs more than this. */
const MAX_LENGTH = 4_000;
const MAX_HOST_LENGTH = 253;
const MAX_MAILBOX_LENGTH = 64;
/** `&CounterClockwiseContourIntegral;` is the longest that there is. */
const MAX_REFERENCE_LENGTH = 33;

const CANDIDATE = /(?<![a-z0-9])(https?:\/\/|mailto:|xmpp:)|(?<![a-z0-9./@:-])www\.|@/gi;
const HOST = new RegExp(`^[\\p{L}\\p{M}\\p{N}_.-]{1,${MAX_HOST_LENGTH + 1}}`, "u");
/** `www.example.com查看`: no top-level domain mixes scripts, so the address ends before the Chinese word. */
const WORD_AFTER_HOST = new RegExp(`(?<=\\.[a-z]{2,20})[${CJK}][^.]*$`, "iu");
// What Chinese typography sets around an address: CJK and full-width punctuation, quotes, the dash and the ellipsis.
const REST =
  /^(?![\p{L}\p{M}\p{N}])[^\s<\p{Cc}\u3000-\u303f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65“”‘’…—]*/u;
const MAIL_HOST = /^[a-z0-9_-]+(?:\.[a-z0-9_-]+)+/i;
const MAILBOX = new RegExp(`(?<![a-z0-9._+-])[a-z0-9._+-]{1,${MAX_MAILBOX_LENGTH}}$`, "i");
const RESOURCE = /^\/[a-z0-9@.]+/i;

/** A markdown-it plugin: its `linkify` option then finds these addresses. */
export function gfmAutolinks(md: MarkdownIt): void {
  Object.assign(md.linkify, {
    test: (text: string) => /https?:|www\.|@/i.test(text),
    match: autolinksIn,
    matchAtStart(text: string) {
      const [protocol] = /^https?:\/\//i.exec(text) ?? [];
      return protocol === undefined ? null : webAddress(text, 0, protocol);
    },
  });
}

/** The addresses in a text, in order, none inside another. */
function autolinksIn(text: string): Autolink[] {
  const links: Autolink[] = [];
  let end = 0;
  for (const candidate of text.matchAll(CANDIDATE)) {
    if (candidate.index < end) continue;
    const link = linkOf(text, candidate, end);
    if (link === null) continue;
    links.push(link);
    end = link.lastIndex;
  }
  return links;
}

function linkOf(text: string, { index, 0: found }: RegExpExecArray, from: number): Autolink | null {
  if (found === "@") return mailAddress(text, index, from);
  if (/^(?:mailto|xmpp):$/i.test(found)) return protocolAddress(text, index, found);
  return webAddress(text, index, found);
}

/** `found` is how it begins: a protocol with its slashes, or `www.`. */
function webAddress(text: string, index: number, found: string): Autolink | null {
  const isBare = /^www\.$/i.test(found);
  const hostStart = index + (isBare ? 0 : found.length);
  const host = hostAt(text, hostStart);
  if (!isHost(host, { segments: isBare ? 2 : 1 })) return null;
  const afterHost = hostStart + host.length;
  const [rest = ""] = REST.exec(text.slice(afterHost, afterHost + MAX_LENGTH)) ?? [];
  if (rest.length === MAX_LENGTH) return null;
  const whole = text.slice(index, afterHost) + untilBracket(rest);
  const written = whole.slice(0, endOf(whole));
  if (written.length <= found.length) return null;
  const schema = /^https:/i.test(found) ? "https:" : "http:";
  return {
    schema,
    index,
    lastIndex: index + written.length,
    text: written,
    url: isBare ? `http://${written}` : written,
  };
}

function hostAt(text: string, start: number): string {
  const [host = ""] = HOST.exec(text.slice(start, start + MAX_HOST_LENGTH + 1)) ?? [];
  return host.replace(WORD_AFTER_HOST, "");
}

/** Segments parted by full stops; no underscore in the last two. */
function isHost(host: string, least: { segments: number }): boolean {
  const segments = host.replace(/\.+$/, "").split(".");
  return (
    host.length <= MAX_HOST_LENGTH &&
    segments.length >= least.segments &&
    !segments.includes("") &&
    !segments.slice(-2).some((segment) => segment.includes("_"))
  );
}

/** Up to a `]` that nothing opened: the address may stand in a link's text. */
function untilBracket(rest: string): string {
  let open = 0;
  for (const { index, 0: bracket } of rest.matchAll(/[[\]]/g)) {
    open += bracket === "[" ? 1 : -1;
    if (open < 0) return rest.slice(0, index);
  }
  return rest;
}

/** Where an address ends: before punctuation, parentheses that it didn't open, and what reads as a character reference. */
function endOf(address: string): number {
  let surplus = (address.match(/\)/g)?.length ?? 0) - (address.match(/\(/g)?.length ?? 0);
  let end = address.length;
  for (; end > 0; end--) {
    const last = address.charAt(end - 1);
    if (last === ")") {
      if (surplus-- <= 0) break;
    } else if (last === ";") {
      const [reference] = /&[a-z0-9]+;$/i.exec(address.slice(Math.max(0, end - MAX_REFERENCE_LENGTH), end)) ?? [];
      if (reference !== undefined) end -= reference.length - 1;
    } else if (!/[?!.,:*_~'"]/.test(last)) break;
  }
  return end;
}

/** The address around an `@`; what lies before `from` belongs to another link. */
function mailAddress(text: string, at: number, from: number): Autolink | null {
  const [mailbox] = MAILBOX.exec(text.slice(Math.max(from, at - MAX_MAILBOX_LENGTH - 1), at)) ?? [];
  const host = mailHostAt(text, at + 1);
  if (mailbox === undefined || host === null) return null;
  const written = `${mailbox}@${host}`;
  const index = at - mailbox.length;
  return { schema: "mailto:", index, lastIndex: index + written.length, text: written, url: `mailto:${written}` };
}

/** A host with a full stop; null if it ends in `-` or `_`, since then it isn't meant as an address. */
function mailHostAt(text: string, start: number): string | null {
  const [host = ""] = MAIL_HOST.exec(text.slice(start, start + MAX_HOST_LENGTH)) ?? [];
  return host === "" || /[-_]$/.test(host) ? null : host;
}

/** `mailto:` or `xmpp:` with its address; XMPP's may name a resource. */
function protocolAddress(text: string, index: number, protocol: string): Autolink | null {
  const start = index + protocol.length;
  const [mailbox] = /^[a-z0-9._+-]{1,64}(?=@)/i.exec(text.slice(start, start + MAX_MAILBOX_LENGTH + 1)) ?? [];
  const host = mailbox === undefined ? null : mailHostAt(text, start + mailbox.length + 1);
  if (mailbox === undefined || host === null) return null;
  const schema = /^mailto/i.test(protocol) ? "mailto:" : "xmpp:";
  const afterHost = start + mailbox.length + 1 + host.length;
  const [resource = ""] = RESOURCE.exec(text.slice(afterHost, afterHost + MAX_HOST_LENGTH)) ?? [];
  const written = text.slice(index, afterHost) + (schema === "xmpp:" ? resource.replace(/\.+$/, "") : "");
  return { schema, index, lastIndex: index + written.length, text: written, url: written };
}
