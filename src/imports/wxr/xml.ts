// WXR as a stream of what stands right in its channel, one small tree after the other. Entities that a file declares itself are
// never expanded: they stay as they are written.

import { SaxesParser } from "saxes";
import { BrokenDump, type Dump } from "../format";
import { piecesOf } from "../pieces";
import { MAX_ITEM_LENGTH, MAX_XML_DEPTH } from "../reader-limits";

export interface XmlElement {
  /** With its prefix, which WordPress never changes: `wp:post_id`. */
  name: string;
  attributes: Readonly<Record<string, string>>;
  text: string;
  children: XmlElement[];
}

/** Elements that are open where the channel's own are: rss and channel. */
const OUTER = 2;

/** What WordPress writes from texts of long ago, and no XML may hold. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones.
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** Faults that leave no doubt where elements begin and end: `&nbsp;` in an old plugin's field. */
const HARMLESS = /entity/;

/** The channel's elements in their order. Throws `BrokenDump` where the file is not well-formed, or not WXR. */
export async function* channelElements(dump: Dump): AsyncGenerator<XmlElement> {
  const reading = new ChannelReading();
  let decoder: TextDecoder | undefined;
  for await (const piece of piecesOf(dump)) {
    decoder ??= decoderFor(piece);
    yield* reading.take(decoder.decode(piece, { stream: true }));
  }
  yield* reading.end(decoder?.decode() ?? "");
}

/** By the XML declaration: sites older than UTF-8 export in what they are written in. */
function decoderFor(start: Uint8Array): TextDecoder {
  const declaration = new TextDecoder("latin1").decode(start.subarray(0, 200));
  const label = /^\s*<\?xml[^>]*\bencoding=["']([\w-]+)["']/.exec(declaration)?.[1] ?? "utf-8";
  try {
    return new TextDecoder(label);
  } catch (cause) {
    throw new BrokenDump(`The file says that it is encoded as ${label}, which is unknown here`, { cause });
  }
}

class ChannelReading {
  readonly #parser = new SaxesParser();
  readonly #open: XmlElement[] = [];
  #complete: XmlElement[] = [];
  /** Where the last element of the channel ended. */
  #from = 0;

  constructor() {
    this.#parser.on("opentag", ({ name, attributes }) => this.#begin(name, attributes));
    this.#parser.on("closetag", () => this.#finish());
    this.#parser.on("text", (text) => this.#add(text));
    this.#parser.on("cdata", (text) => this.#add(text));
    this.#parser.on("error", ({ message }) => {
      if (!HARMLESS.test(message)) throw new BrokenDump(`The file is no well-formed XML, or is cut off: ${message}`);
    });
  }

  /** The elements that a piece of the file completes. */
  take(text: string): XmlElement[] {
    this.#parser.write(text.replace(FORBIDDEN, ""));
    if (this.#parser.position - this.#from > MAX_ITEM_LENGTH) {
      throw new BrokenDump(`The file holds an item of over ${MAX_ITEM_LENGTH} characters`);
    }
    const complete = this.#complete;
    this.#complete = [];
    return complete;
  }

  end(text: string): XmlElement[] {
    const last = this.take(text);
    this.#parser.close();
    return last;
  }

  #begin(name: string, attributes: Record<string, string>): void {
    const depth = this.#open.length;
    if (depth === 0 && name !== "rss")
      throw new BrokenDump(`The file is no WordPress export: it is <${name}>, not <rss>`);
    if (depth >= MAX_XML_DEPTH) throw new BrokenDump(`The file has over ${MAX_XML_DEPTH} elements inside each other`);
    const element: XmlElement = { name, attributes, text: "", children: [] };
    if (depth > OUTER) this.#open.at(-1)?.children.push(element);
    this.#open.push(element);
  }

  #add(text: string): void {
    const element = this.#open.at(-1);
    if (element && this.#open.length > OUTER) element.text += text;
  }

  #finish(): void {
    const element = this.#open.pop();
    if (element === undefined || this.#open.length !== OUTER) return;
    this.#complete.push(element);
    this.#from = this.#parser.position;
  }
}
