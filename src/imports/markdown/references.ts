// Files that a text names, each by its one name in the dump: its path, percent-encoded.

import { percentDecoded } from "../../encoding/percent";
import type { Layout } from "./layout";
import type { ZipFile } from "./zip";

/** What a page can show, or lead to. */
const MEDIA =
  /\.(?:png|jpe?g|gif|webp|avif|svg|bmp|ico|heic|mp3|m4a|ogg|wav|flac|mp4|m4v|webm|mov|pdf|docx?|xlsx?|pptx?|csv|txt|epub)$/i;

export const isMedia = (path: string): boolean => MEDIA.test(path);

const INLINE = /(\]\([ \t]*)(<[^>\n]{0,2000}>|[^\s()<>]+(?:\([^\s()]*\)[^\s()<>]*)*)/g;
const DEFINITION = /^( {0,3}\[[^\]\n]+\]:[ \t]*)(<[^>\n]{0,2000}>|\S+)/gm;
const ATTRIBUTE = /(<[a-z][^<>]*?\b(?:src|href|poster)[ \t]*=[ \t]*)("[^"\n]*"|'[^'\n]*')/gi;
const IMAGE_START = /!\[[^\]\n]*$/;

/** A path in the dump as texts name it. */
export const nameOf = (path: string, root: string): string =>
  path
    .slice(root.length)
    .split("/")
    .map((part) =>
      encodeURIComponent(part).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`),
    )
    .join("/");

export class References {
  /** Names of files of the dump, and absolute URLs of pictures elsewhere, in their order. */
  readonly media = new Set<string>();
  /** Paths in the ZIP of those that are in it. */
  readonly files = new Set<string>();

  constructor(
    /** The text's own path in the ZIP. */
    readonly text: string,
    readonly layout: Layout,
    readonly all: ReadonlyMap<string, ZipFile>,
    readonly notes: Set<string>,
  ) {}

  /** A piece of Markdown that is no code, with each file by its name. */
  rewrite(markdown: string): string {
    return markdown
      .replace(INLINE, (whole, before: string, target: string, at: number, all: string) => {
        const isImage = IMAGE_START.test(all.slice(Math.max(0, at - 300), at));
        const name = this.nameFor(target.replace(/^<|>$/g, ""), isImage);
        return name === null ? whole : before + name;
      })
      .replace(DEFINITION, (whole, before: string, target: string) => {
        const name = this.nameFor(target.replace(/^<|>$/g, ""), false);
        return name === null ? whole : before + name;
      })
      .replace(ATTRIBUTE, (whole, before: string, quoted: string) => {
        const name = this.nameFor(quoted.slice(1, -1), /\bsrc[ \t]*=[ \t]*$/i.test(before));
        return name === null ? whole : `${before}"${name}"`;
      });
  }

  /** The name of the file that a reference means, noted; null where it is none of the dump's. */
  nameFor(reference: string, isShown: boolean): string | null {
    const path = this.#pathOf(reference);
    const file = path === null ? null : this.#find(path);
    if (file !== null) {
      const name = nameOf(file, this.layout.root);
      this.files.add(file);
      this.media.add(name);
      return name;
    }
    if (path === null && isShown && /^https?:\/\//.test(reference)) this.media.add(reference);
    else if (path !== null && isShown) this.notes.add(`It shows ${reference}, which is not in the ZIP.`);
    return null;
  }

  /** A reference within the site, decoded; with a slash before it if it counts from the site's start. */
  #pathOf(reference: string): string | null {
    const { base } = this.layout;
    const inside = base !== "" && reference.startsWith(`${base}/`) ? reference.slice(base.length) : reference;
    if (/^[a-z][a-z0-9+.-]*:|^\/\/|^#/i.test(inside) || inside === "") return null;
    const path = inside.replace(/[?#].*$/, "");
    const prefix = base === "" ? "" : new URL(base).pathname.replace(/\/$/, "");
    const own = prefix !== "" && path.startsWith(`${prefix}/`) ? path.slice(prefix.length) : path;
    return percentDecoded(own).normalize("NFC");
  }

  /** Where each generator would have found it; null: nowhere, or nothing that a page shows. */
  #find(path: string): string | null {
    if (!isMedia(path)) return null;
    const { root } = this.layout;
    const folder = this.text.slice(0, this.text.lastIndexOf("/") + 1);
    const besides = this.text.replace(/(?:\.[a-z]{2}(?:-[a-z]{2,4})?)?\.\w+$/i, "/");
    const candidates = path.startsWith("/")
      ? ["static", "source", "content", "assets", "public", ""].map((top) => `${root}${top}${path}`)
      : [folder + path, besides + path, `${root}static/${path}`, `${root}assets/${path}`, `${root}source/${path}`];
    for (const candidate of candidates) {
      const found = settled(candidate);
      if (found !== null && this.all.has(found)) return found;
    }
    return null;
  }
}

/** A path without `.` and `..`; null where it leads out. */
function settled(path: string): string | null {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "..") {
      if (parts.pop() === undefined) return null;
    } else if (part !== "" && part !== ".") parts.push(part);
  }
  return parts.join("/");
}
