// What a file's path says of its text: each generator reads folders and names in its own way.

import type { Generator, Layout } from "./layout";

export interface Place {
  role: "article" | "page" | "section";
  /** The folder that is its section; null where categories are, or none. */
  section: string | null;
  /** From its name. */
  slug: string;
  /** From its name, `yyyy-mm-dd`. */
  date: string | null;
  lang: string | null;
  isDraft: boolean;
  /** Its folders and its name below the generator's own folder: what its old address is made of. */
  folders: string[];
  /** Texts that differ in language only share it. */
  group: string;
}

const LANGUAGE = /^(.+)\.([a-z]{2,3}(?:-[a-z]{2,4})?)$/i;
const DATED = /^(\d{4}-\d{2}-\d{2})-(.+)$/;

/** Null: a text that has no place here, such as the start page. `path` is below the site's root. */
export function placeOf(path: string, layout: Layout): Place | null {
  return READERS[layout.generator](path.replace(/\.\w+$/, "").split("/"), layout);
}

const READERS: Readonly<Record<Generator, (parts: string[], layout: Layout) => Place | null>> = {
  hugo: ([top, ...parts], layout) => {
    if (top !== "content") return null;
    const [first = ""] = parts;
    const inFolder = layout.languages.includes(first.toLowerCase()) && parts.length > 1 ? first : null;
    const folders = parts.slice(inFolder === null ? 0 : 1, -1);
    const [, withoutLang, suffix] = LANGUAGE.exec(parts.at(-1) ?? "") ?? [];
    const name = withoutLang ?? parts.at(-1) ?? "";
    const lang = inFolder ?? suffix ?? null;
    const group = [...folders, name].join("/");
    if (name === "_index") {
      return folders.length === 1
        ? place("section", { section: folders[0] ?? null, slug: folders[0] ?? "", lang, folders, group })
        : null;
    }
    if (name !== "index") {
      return folders.length === 0
        ? place("page", { slug: name, lang, folders, group })
        : place("article", { section: folders[0] ?? null, slug: name, lang, folders, group });
    }
    const slug = folders.at(-1);
    if (slug === undefined) return null;
    const above = folders.slice(0, -1);
    return above.length === 0
      ? place("page", { slug, lang, folders: above, group })
      : place("article", { section: above[0] ?? null, slug, lang, folders: above, group });
  },
  hexo: ([top, ...parts]) => {
    if (top !== "source") return null;
    const [first = ""] = parts;
    if (first === "_posts" || first === "_drafts") {
      return named("article", parts.slice(1), { isDraft: first === "_drafts" });
    }
    if (first.startsWith("_")) return null;
    return standing(parts);
  },
  jekyll: (parts) => {
    const at = parts.findIndex((part) => part === "_posts" || part === "_drafts");
    if (at >= 0) {
      const above = parts.slice(0, at);
      return {
        ...named("article", parts.slice(at + 1), { isDraft: parts[at] === "_drafts" }),
        section: above[0] ?? null,
      };
    }
    if (parts[0] === "_pages") return standing(parts.slice(1));
    return parts[0]?.startsWith("_") || isForDevelopers(parts) ? null : standing(parts);
  },
  plain: (parts) => {
    if (isForDevelopers(parts)) return null;
    const isIndex = /^_?index$/i.test(parts.at(-1) ?? "");
    if (isIndex && parts.length < 2) return null;
    const path = isIndex ? parts.slice(0, -1) : parts;
    return { ...named("article", path, {}), section: path.length > 1 ? (path[0] ?? null) : null };
  },
};

const isForDevelopers = (parts: readonly string[]): boolean =>
  parts.length === 1 && /^(?:readme|license|changelog|contributing|code_of_conduct)$/i.test(parts[0] ?? "");

/** A standing page: `about.md`, or `about/index.md`. */
function standing(parts: string[]): Place | null {
  const path = parts.at(-1)?.toLowerCase() === "index" ? parts.slice(0, -1) : parts;
  return path.length === 1 ? named("page", path, {}) : null;
}

/** A text whose name may begin with its day. */
function named(role: "article" | "page", parts: string[], more: { isDraft?: boolean }): Place {
  const name = parts.at(-1) ?? "";
  const [, date, rest] = DATED.exec(name) ?? [];
  const folders = parts.slice(0, -1);
  return { ...place(role, { slug: rest ?? name, folders, group: parts.join("/") }), date: date ?? null, ...more };
}

const place = (
  role: Place["role"],
  known: Pick<Place, "slug" | "folders" | "group"> & { section?: string | null; lang?: string | null },
): Place => ({ section: null, lang: null, ...known, role, date: null, isDraft: false });
