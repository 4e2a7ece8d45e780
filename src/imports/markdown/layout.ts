// Which generator a folder was made for, and what its settings say.

import { Fields, readSettings } from "./fields";
import { decodeText } from "./names";
import { isText, type ZipFile } from "./zip";

export type Generator = "hugo" | "hexo" | "jekyll" | "plain";

export interface Layout {
  generator: Generator;
  /** The folder in the ZIP that the site is in, with a slash at its end, or "". */
  root: string;
  settings: Fields;
  /** The origin and path that the site stood at, without a slash at its end; "" if the settings don't say. */
  base: string;
  /** Language tags in lower case, of a Hugo site in several. */
  languages: readonly string[];
  defaultLanguage: string | null;
}

const SETTINGS: Readonly<Record<Generator, readonly string[]>> = {
  hugo: ["hugo", "config", "config/_default/hugo", "config/_default/config"].flatMap((name) =>
    ["toml", "yaml", "yml", "json"].map((ending) => `${name}.${ending}`),
  ),
  hexo: ["_config.yml", "_config.yaml"],
  jekyll: ["_config.yml", "_config.yaml", "_config.toml"],
  plain: [],
};

/** By the folders that each generator insists on. */
export async function layoutOf(files: ReadonlyMap<string, ZipFile>): Promise<Layout> {
  const paths = [...files.keys()];
  const texts = paths.filter(isText);
  const [generator, found] = kindOf(texts);
  const root = rootWithSettings(found, generator, files);
  const named = SETTINGS[generator].find((name) => files.has(root + name));
  const bytes = named === undefined ? null : await files.get(root + named)?.bytes();
  const settings = bytes && named !== undefined ? readSettings(named, decodeText(bytes).text) : new Fields(null);
  const url = settings.text("baseurl", "url");
  const base = generator === "jekyll" ? `${settings.text("url") ?? ""}${settings.text("baseurl") ?? ""}` : (url ?? "");
  return {
    generator,
    root,
    settings,
    base: URL.canParse(base) ? base.replace(/\/+$/, "") : "",
    languages: settings.under("languages").names,
    defaultLanguage: settings.text("defaultcontentlanguage")?.toLowerCase() ?? null,
  };
}

/** The folder itself, or the nearest around it that has settings: Jekyll's posts may stand deeper. */
function rootWithSettings(root: string, generator: Generator, files: ReadonlyMap<string, ZipFile>): string {
  const hasSettings = (folder: string) => SETTINGS[generator].some((name) => files.has(folder + name));
  const folders = root.split("/").map((_, index, parts) =>
    parts
      .slice(0, index)
      .map((part) => `${part}/`)
      .join(""),
  );
  return [...folders, root].findLast(hasSettings) ?? root;
}

function kindOf(texts: readonly string[]): [Generator, string] {
  const rootBefore = (folder: string) => {
    const found = texts
      .map((path) => `/${path}`.indexOf(`/${folder}/`))
      .map((at, index) => (at < 0 ? null : texts[index]?.slice(0, at)));
    return found.filter((root) => root !== null && root !== undefined).toSorted((a, b) => a.length - b.length)[0];
  };
  const hexo = rootBefore("source/_posts") ?? rootBefore("source/_drafts");
  if (hexo !== undefined) return ["hexo", hexo];
  const jekyll = rootBefore("_posts") ?? rootBefore("_drafts");
  if (jekyll !== undefined) return ["jekyll", jekyll];
  const hugo = rootBefore("content");
  if (hugo !== undefined) return ["hugo", hugo];
  return ["plain", commonFolder(texts)];
}

/** The folder that everything is in, as archives of repositories have it. */
function commonFolder(texts: readonly string[]): string {
  const [first] = (texts[0] ?? "").split("/");
  const isShared = texts.every((path) => path.startsWith(`${first}/`));
  // A folder with texts and no folders in it is a section, not the site.
  return isShared && texts.some((path) => path.split("/").length > 2) ? `${first}/` : "";
}
