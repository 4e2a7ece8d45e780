// A post's text and what goes with it (pictures, recordings) as an article's body, and a body as those again.
// What goes with a text stands below it, a paragraph each, in a form that is recognised: so nothing else need be kept.

import { address } from "../http/schemas/text";

export type Format = "markdown" | "html";

export interface Attached {
  kind: "photo" | "video" | "audio";
  url: string;
  alt: string;
}

export interface Parts {
  text: string;
  attached: Attached[];
}

export const joinBody = (format: Format, { text, attached }: Parts): string =>
  [...(text === "" ? [] : [text]), ...attached.map((it) => write(format, it))].join("\n\n");

/**
 * The parts of any body, whoever wrote it: joined again they say the same. `most`: so many of a kind a post may have; what is beyond
 * that, or has an address that no post may have, is left in the text.
 */
export function splitBody(format: Format, body: string, most: Readonly<Record<Attached["kind"], number>>): Parts {
  const room = { ...most };
  const attached: Attached[] = [];
  let text = body.trimEnd();
  while (text !== "") {
    const from = text.lastIndexOf("\n\n") + 1;
    const last = read(format, text.slice(from).trim());
    if (last === null || room[last.kind] === 0 || !address.safeParse(last.url).success) break;
    room[last.kind] -= 1;
    attached.unshift(last);
    text = text.slice(0, from).trimEnd();
  }
  return attached.length === 0 ? { text: body, attached } : { text, attached };
}

function write(format: Format, { kind, url, alt }: Attached): string {
  const address = url.replace(/[<>\s\\"]/g, encodeURIComponent);
  if (kind === "photo" && format === "markdown") return `![${alt.replace(MARKUP, "\\$&")}](<${address}>)`;
  const source = escaped(address);
  const element =
    kind === "photo" ? `<img src="${source}" alt="${escaped(alt)}">` : `<${kind} src="${source}"></${kind}>`;
  return `<p>${element}</p>`;
}

function read(format: Format, paragraph: string): Attached | null {
  const image = format === "markdown" ? MARKDOWN_IMAGE.exec(paragraph) : null;
  if (image !== null) {
    const [, alt = "", url = ""] = image;
    return { kind: "photo", url, alt: alt.replace(/\\([!-/:-@[-`{-~])/g, "$1") };
  }
  const [, photo, alt = "", kind, recording] = ELEMENT.exec(paragraph) ?? [];
  if (photo !== undefined) return { kind: "photo", url: unescaped(photo), alt: unescaped(alt) };
  if (recording === undefined) return null;
  return { kind: kind === "video" ? "video" : "audio", url: unescaped(recording), alt: "" };
}

/** Characters of an alternative text that Markdown would read as markup. */
const MARKUP = /[\\[\]`*_<>&~!]/g;
const MARKDOWN_IMAGE = /^!\[((?:\\.|[^\\[\]\n])*)\]\(<([^<>\s]+)>\)$/;
const ELEMENT =
  /^<p>(?:<img src="([^"<>\s]+)" alt="([^"<>]*)">|<(video|audio) src="([^"<>\s]+)"><\/(?:video|audio)>)<\/p>$/;

const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" } as const;

const escaped = (text: string): string =>
  text
    .replaceAll("&", ENTITIES["&"])
    .replaceAll("<", ENTITIES["<"])
    .replaceAll(">", ENTITIES[">"])
    .replaceAll('"', ENTITIES['"']);

const unescaped = (text: string): string =>
  text
    .replaceAll(ENTITIES['"'], '"')
    .replaceAll(ENTITIES[">"], ">")
    .replaceAll(ENTITIES["<"], "<")
    .replaceAll(ENTITIES["&"], "&");
