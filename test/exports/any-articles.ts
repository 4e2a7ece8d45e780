// Articles of any texts, with versions and reads, as the lines of an export.

import fc from "fast-check";
import { isWhole } from "../../src/content/whole-text";
import { timeOf } from "../../src/exports/write-lines";

const text = fc
  .string({
    unit: fc.oneof(
      fc.constantFrom("\r\n", "𠮷", "😀", "<b>", "]]>", '"', "\\", "{{", "\u2028"),
      fc.string({ unit: "binary", minLength: 1, maxLength: 1 }),
    ),
    minLength: 1,
    maxLength: 60,
  })
  .filter(isWhole);
const word = text.map((any) => any.replace(/\s+/gu, " ").trim()).filter((any) => any !== "");
const slug: fc.Arbitrary<string> = fc.constantFrom("opening", "开业", "𠮷", "a-b", "x_1", "über", "第二-天");
const time = fc.integer({ min: 0, max: 4_000_000_000 }).map((seconds) => seconds * 1000);
const nullable = <T>(any: fc.Arbitrary<T>) => fc.option(any, { nil: null });
const url = fc.constantFrom("https://a.example/%E6%B0%B4?b=c#d", "/media/x", "http://b.example/");

/** What an article and its versions have in common, but for what decides who sees it. */
const said = fc.record({
  lang: fc.constantFrom("zh-CN", "en"),
  slug,
  title: word,
  kind: nullable(word),
  summary: nullable(word),
  author: nullable(word),
  source: nullable(fc.record({ name: word, url: nullable(url) })),
  cover: nullable(fc.record({ url, alt: text, width: nullable(fc.nat(9999)), height: nullable(fc.nat(9999)) })),
  tags: fc.uniqueArray(word, { maxLength: 3 }),
});

const body = fc.record({ format: fc.constantFrom("markdown" as const, "html" as const), body: text });

const live = time.map((ms) => ({ state: "live", publishedAt: timeOf(ms), day: timeOf(ms).slice(0, 10) }));
const unseen = fc.constantFrom({ state: "draft", publishedAt: null, day: null });
const withdrawn = live.map((seen) => ({ ...seen, state: "withdrawn" }));

const version = fc.record({
  said,
  body,
  visibility: fc.oneof(live, unseen, withdrawn),
  at: fc.nat(2_000_000_000_000),
  by: word,
  action: fc.constantFrom("publish", "change", "restore 1"),
});

const story = fc.record({
  versions: fc.array(version, { minLength: 1, maxLength: 3 }),
  createdAt: fc.nat(2_000_000_000_000),
  reads: fc.nat(1_000_000),
  isTranslation: fc.boolean(),
});

type Story = typeof story extends fc.Arbitrary<infer T> ? T : never;

const NEWS = { id: 1, slug: "news" };
const guidOf = (n: number) => `guid-${n + 1}`;
const referenceTo = (n: number) => ({ id: n + 1, guid: guidOf(n) });

/** The fields that versions share with the article, in the order of the lines. */
function fieldsOf({ said, body, visibility }: Story["versions"][number], original: number | null) {
  const { state, publishedAt } = visibility;
  return {
    ...said,
    state,
    publishedAt,
    expireAt: null,
    translationOf: original === null ? null : referenceTo(original),
    ...body,
  };
}

function linesOf(stories: readonly Story[]): ({ type: string } & Record<string, unknown>)[] {
  const articles = stories.map(({ versions, createdAt, reads, isTranslation }, n) => {
    const newest = versions.at(-1);
    if (newest === undefined) throw new Error("an article has a version");
    // The last article is an original, of which those before it may be translations.
    const original = isTranslation && n < stories.length - 1 ? stories.length - 1 : null;
    const unique = { ...newest, said: { ...newest.said, slug: `${newest.said.slug}-${n}` } };
    const { slug, lang } = unique.said;
    return {
      ...{ type: "article", id: n + 1, guid: guidOf(n), version: versions.length },
      ...{
        createdAt: timeOf(createdAt),
        updatedAt: timeOf(newest.at),
        by: newest.by,
        action: newest.action,
        section: "news",
      },
      ...fieldsOf(unique, original),
      ...{
        day: newest.visibility.day,
        related: stories.flatMap((_, other) => (other === n ? [] : referenceTo(other))),
      },
      ...{ slugs: [{ section: NEWS, lang, slug }], reads },
    };
  });
  const revisions = stories.flatMap(({ versions }, n) =>
    versions.slice(0, -1).map((one, v) => ({
      ...{ type: "revision", article: guidOf(n), version: v + 1, at: timeOf(one.at), by: one.by, action: one.action },
      ...{ section: NEWS, ...fieldsOf(one, null) },
    })),
  );
  const read = stories.flatMap(({ reads }, n) =>
    reads > 0 ? [{ article: guidOf(n), reads, hosts: { "a.example": 1 } }] : [],
  );
  return [...articles, ...revisions, ...(read.length > 0 ? [{ type: "reads", day: "2026-11-01", items: read }] : [])];
}

export const anyArticles = fc.array(story, { minLength: 1, maxLength: 4 }).map(linesOf);
