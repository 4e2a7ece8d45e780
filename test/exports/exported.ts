// Texts of exports, to be imported as they are or spoilt, and the articles that come of them.

import { type Body, theRow } from "../api/client";
import { emptySite } from "./empty-site";
import { call, exportAll, linesOf } from "./site";

export const publish = (fields: Record<string, unknown>) =>
  call("POST", "/articles", { section: "news", body: "Text.", ...fields });

export const textOf = (lines: readonly unknown[]): string => lines.map((line) => `${JSON.stringify(line)}\n`).join("");

/** An export, with these changes to its lines of a type; its last line is left out. */
export const changed = (text: string, type: string, change: (line: Body) => Partial<Body>): string =>
  textOf(linesOf(text).map((line) => (line.type === type ? { ...line, ...change(line) } : line)));

export const articleOf = (guid: unknown) =>
  theRow("select id, title, version, slug, translation_of from articles where guid = ?", guid);

/** Articles of a site with other ids than those of the one that is exported. */
export async function exportOf(...articles: Record<string, unknown>[]): Promise<string> {
  for (const article of articles) await publish(article);
  const text = await exportAll();
  await emptySite();
  return text;
}
