// A third language of the site is one catalogue (`words/zh-hant.ts`) and one word in the settings.

import { beforeAll, describe, expect, it } from "vitest";
import { en } from "../../src/site/words/en";
import { zh } from "../../src/site/words/zh";
import { zhHant } from "../../src/site/words/zh-hant";
import { api, publish, visit } from "../promises/client";

const LANGUAGES = [
  { lang: "zh-CN", prefix: "", words: zh },
  { lang: "en", prefix: "/en", words: en },
  { lang: "zh-TW", prefix: "/zh-tw", words: zhHant },
];
const TITLES: Readonly<Record<string, string>> = { "zh-CN": "水位回落", en: "The river falls", "zh-TW": "水位回落了" };
const FIELDS = { section: "news", source: { name: "A" }, tags: ["T"], publishAt: "2026-03-08T00:00:00Z" };

const textOf = async (path: string): Promise<{ html: string; text: string }> => {
  const html = await (await visit(path)).text();
  return { html, text: html.replace(/<(script|style)\b.*?<\/\1>/gs, "").replace(/<[^>]+>/g, " ") };
};

/** Where the links of the language switch lead, by language. */
const switchOf = (html: string): Record<string, string> => {
  const [nav = ""] = /<nav class="languages".*?<\/nav>/s.exec(html) ?? [];
  return Object.fromEntries([...nav.matchAll(/href="([^"]+)" lang="([^"]+)"/g)].map(([, href, lang]) => [lang, href]));
};

let articles: Record<string, string>;
beforeAll(async () => {
  const { body } = await api("GET", "/site");
  await api("PUT", "/site", { ...body, languages: LANGUAGES.map(({ lang }) => lang) });
  const original = await publish({ ...FIELDS, title: TITLES["zh-CN"] });
  articles = { "zh-CN": original.path };
  for (const lang of ["en", "zh-TW"]) {
    articles[lang] = (await publish({ ...FIELDS, title: TITLES[lang], lang, translationOf: original.id })).path;
  }
});

describe.each(LANGUAGES)("a site of three languages, in $lang,", ({ lang, prefix, words }) => {
  it.each([
    { kind: "home", path: prefix || "/", says: [words.skipToContent, words.reads, words.feed] },
    { kind: "section", path: `${prefix}/news`, says: [words.archive, words.articleCount("1"), words.home] },
    { kind: "month", path: `${prefix}/news/2026/03`, says: [words.youAreHere] },
    { kind: "tag", path: `${prefix}/tag/T`, says: [words.tagTitle("T")] },
    { kind: "search", path: `${prefix}/search?q=zyxwvut`, says: [words.searchTitle("zyxwvut"), words.search] },
    { kind: "missing", path: `${prefix}/nowhere`, says: [words.errors[404].title, words.errors[404].advice] },
  ])("speaks its own words on the $kind page, and says which language it is", async ({ path, says }) => {
    const { html, text } = await textOf(path);

    expect(html).toContain(`<html lang="${lang}">`);
    for (const word of says) expect(text).toContain(word);
  });

  it("tells an article's facts in its own words", async () => {
    const { text } = await textOf(articles[lang] ?? "");

    expect(text).toContain(TITLES[lang]);
    for (const label of [words.published, words.reads, words.source, words.tags]) {
      expect(text).toContain(label + words.colon);
    }
  });

  it("leads from an article to the same article in each language, and tells crawlers so", async () => {
    const { html } = await textOf(articles[lang] ?? "");

    expect(switchOf(html)).toEqual(articles);
    for (const [other, path] of Object.entries(articles)) {
      expect(html).toContain(`<link rel="alternate" hreflang="${other}" href="http://site.test${path}"/>`);
    }
  });
});
