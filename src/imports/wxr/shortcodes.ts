// WordPress's shortcodes: `[caption]`, `[gallery]`, `[embed]`, `[audio]` and `[video]` become HTML, the rest stays text.

import { el, print } from "../html/nodes";
import type { Attachments } from "./attachments";

const TOKEN = /\[(\[?)(\/?)([a-z][\w-]*)((?:[\s=/][^[\]]*)?)\](\]?)/gi;
/** A name begins where a word does: looked for from each of its letters, a long word would take the square of its time. */
const ATTRIBUTE = /(?<![\w-])([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+))/g;
const ENCLOSING = new Set(["caption", "wp_caption", "embed", "audio", "video"]);
/** A picture with its link, and what stands below it. */
const PICTURE = /^\s*((?:<a\s[^>]*>\s*)?<img\s[^>]*>(?:\s*<\/a>)?)([\s\S]*)$/i;

export interface ShortcodeContext {
  attachments: Attachments;
  /** The number of the post. */
  post: string;
  notes: Set<string>;
}

/** Replaces the shortcodes of a text. Its length bounds the work: each bracket is looked at once. */
export function replaceShortcodes(content: string, context: ShortcodeContext): string {
  const tokens = [...content.matchAll(TOKEN)];
  const closings = new Closings(tokens);
  let html = "";
  let done = 0;
  const put = (made: string, from: number, to: number) => {
    html += content.slice(done, from) + made;
    done = to;
  };
  for (const [at, token] of tokens.entries()) {
    const [whole, escaped, slash, name = "", rest = "", escapeEnd] = token;
    const end = token.index + whole.length;
    // What stands in another shortcode went with it.
    if (token.index < done) continue;
    if (escaped !== "") {
      if (escapeEnd !== "") put(whole.slice(1, -1), token.index, end);
      continue;
    }
    if (slash !== "") continue;
    const closing = ENCLOSING.has(name) ? tokens[closings.nextAfter(name, at) ?? tokens.length] : undefined;
    const made = replacement(name, attributesOf(rest), closing ? content.slice(end, closing.index) : "", context);
    if (made !== null) put(`\n\n${made}\n\n`, token.index, closing ? closing.index + closing[0].length : end);
    else if (closings.has(name) || rest.includes("=")) context.notes.add(`The shortcode [${name}] stayed as text.`);
  }
  return html + content.slice(done);
}

/** Where each shortcode's closing tokens stand. */
class Closings {
  readonly #byName = new Map<string, { indices: number[]; next: number }>();

  constructor(tokens: readonly RegExpExecArray[]) {
    for (const [index, [, , slash, name = ""]] of tokens.entries()) {
      if (slash !== "/") continue;
      const known = this.#byName.get(name);
      if (known) known.indices.push(index);
      else this.#byName.set(name, { indices: [index], next: 0 });
    }
  }

  has(name: string): boolean {
    return this.#byName.has(name);
  }

  /** The first one after a token. Asked for ascending tokens only. */
  nextAfter(name: string, at: number): number | undefined {
    const closings = this.#byName.get(name);
    if (closings === undefined) return undefined;
    while ((closings.indices[closings.next] ?? Number.POSITIVE_INFINITY) < at) closings.next += 1;
    return closings.indices[closings.next];
  }
}

const attributesOf = (text: string): Map<string, string> =>
  new Map([...text.matchAll(ATTRIBUTE)].map(([, name = "", a, b, c]) => [name.toLowerCase(), a ?? b ?? c ?? ""]));

function replacement(
  name: string,
  attributes: Map<string, string>,
  inner: string,
  context: ShortcodeContext,
): string | null {
  switch (name) {
    case "caption":
    case "wp_caption": {
      const [, picture, below = ""] = PICTURE.exec(inner) ?? [];
      if (picture === undefined) return null;
      return `<figure>${picture}<figcaption>${(attributes.get("caption") ?? below).trim()}</figcaption></figure>`;
    }
    case "gallery":
      return gallery(attributes.get("ids") ?? attributes.get("include"), context);
    case "embed":
      return inner.trim() || null;
    case "audio":
    case "video": {
      const src = ["src", "mp4", "m4v", "webm", "ogv", "mp3", "m4a", "ogg", "wav"]
        .map((key) => attributes.get(key))
        .find(Boolean);
      return src ? print(el(name, { src, controls: true })) : null;
    }
    default:
      return null;
  }
}

/** The pictures that are named, or all that were uploaded to the post. */
function gallery(ids: string | undefined, { attachments, post, notes }: ShortcodeContext): string {
  const wanted = ids === undefined ? attachments.of(post) : ids.split(",").map((id) => id.trim());
  return wanted
    .flatMap((id) => {
      const picture = attachments.get(id);
      if (picture === undefined) {
        notes.add(`The gallery's picture ${id} is not in the export.`);
        return [];
      }
      const image = el("img", { src: picture.url, alt: picture.alt ?? "" });
      return [print(el("figure", {}, image, ...(picture.caption ? [el("figcaption", {}, picture.caption)] : [])))];
    })
    .join("\n");
}
