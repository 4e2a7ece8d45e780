// Puts the demo content into an empty site through the same doors that editors use: files to the library, Markdown to the API.

import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { LocalSite } from "./local-site.ts";

interface Door {
  site: LocalSite;
  token: string;
}

/** Whether the site has no articles at all. */
export async function isEmpty(door: Door): Promise<boolean> {
  const { items } = await call<{ items: unknown[] }>(door, "GET", "/api/articles?limit=1");
  return items.length === 0;
}

/**
 * Sends settings, sections, links, searches and standing pages, then pictures, then every article that is not there yet, oldest first: so a
 * demo that was only half put in is completed. Returns how many articles it sent.
 */
export async function putDemo(door: Door, folder: string): Promise<number> {
  for (const name of ["site", "sections", "links", "searches"]) {
    await call(door, "PUT", `/api/${name}`, await readFile(join(folder, `${name}.json`)), "application/json");
  }
  await call(door, "PUT", "/api/pages", JSON.stringify(await standingPages(folder)), "application/json");
  const pictures = await putPictures(door, join(folder, "media"));
  const there = await titles(door);
  const files = await articleFiles(join(folder, "articles"));
  let sent = 0;
  for (const file of files) {
    const text = (await readFile(file, "utf8")).replaceAll(
      /(?:\.\.\/)+media\/([\w.-]+)/g,
      (whole, name: string) => pictures.get(name) ?? whole,
    );
    if (there.has(titleOf(text))) continue;
    await call(door, "POST", "/api/articles", text, "text/markdown");
    sent++;
  }
  return sent;
}

interface StandingPages {
  items: { slug: string; title: Record<string, string> }[];
}

/** The standing pages of `pages.json`, each text from a file of its own, such as `pages/about.en.md`. */
async function standingPages(folder: string): Promise<object> {
  const { items } = JSON.parse(await readFile(join(folder, "pages.json"), "utf8")) as StandingPages;
  const withTexts = items.map(async (page) => {
    const texts = Object.keys(page.title).map(async (lang) => [
      lang,
      await readFile(join(folder, "pages", `${page.slug}.${lang}.md`), "utf8"),
    ]);
    return { ...page, body: Object.fromEntries(await Promise.all(texts)) };
  });
  return { items: await Promise.all(withTexts) };
}

/** The title as the file's front matter has it, with or without quotes. */
const titleOf = (file: string): string => /^title: *(["']?)(.*)\1 *$/m.exec(file)?.[2] ?? "";

async function titles(door: Door): Promise<Set<string>> {
  const { items } = await call<{ items: { title: string }[] }>(door, "GET", "/api/articles?limit=100");
  return new Set(items.map(({ title }) => title));
}

async function putPictures(door: Door, folder: string): Promise<Map<string, string>> {
  const paths = new Map<string, string>();
  for (const name of await readdir(folder)) {
    const path = `/api/media?name=${encodeURIComponent(name)}`;
    const stored = await call<{ path: string }>(
      door,
      "POST",
      path,
      new Uint8Array(await readFile(join(folder, name))),
      "application/octet-stream",
    );
    paths.set(name, stored.path);
  }
  return paths;
}

/** Their names begin with their dates: a translation comes after its original. */
async function articleFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true });
  const files = names.filter((name) => name.endsWith(".md")).map((name) => join(folder, name));
  return files.toSorted((a, b) => (basename(a) < basename(b) ? -1 : 1));
}

async function call<T>(
  { site, token }: Door,
  method: string,
  path: string,
  body?: string | Uint8Array<ArrayBuffer>,
  type?: string,
): Promise<T> {
  const headers = { authorization: `Bearer ${token}`, ...(type && { "content-type": type }) };
  const response = await site.fetch(path, { method, headers, ...(body !== undefined && { body: new Blob([body]) }) });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}
