import { env } from "cloudflare:workers";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { indexPairs, indexWords, queryTerms, searchQuery } from "../../src/content/words";

type Doc = { title: string; body: string };

const docs: Doc[] = [
  { title: "天气预报", body: "二〇二六年的人工智能发展报告，由 Cloudflare Workers 出版。" },
  { title: "人工智能", body: "今天2021年，5G网络走进山村；we are publishing cafés' menus." },
  { title: "分开的字", body: "中，国。データベース検索；한국어검색。𠮷野家" },
];

beforeAll(async () => {
  await env.DB.prepare(
    "create virtual table words_test using fts5(title, body, pairs, content='', contentless_delete=1, " +
      "tokenize='porter unicode61 remove_diacritics 2')",
  ).run();
  const insert = env.DB.prepare("insert into words_test (rowid, title, body, pairs) values (?, ?, ?, ?)");
  await env.DB.batch(
    docs.map(({ title, body }, index) =>
      insert.bind(index, indexWords(title), indexWords(body), indexPairs(`${title}\n${body}`)),
    ),
  );
});

/** The documents found, best first; null when there is nothing to ask. */
async function find(q: string): Promise<unknown[] | null> {
  const match = searchQuery(q);
  if (match === null) return null;
  const sql = "select rowid as n from words_test where words_test match ? order by bm25(words_test, 10, 1, 0.5), rowid";
  const { results } = await env.DB.prepare(sql).bind(match).all();
  return results.map((row) => row.n);
}

describe("a search", () => {
  it("finds a run across two words' border", async () => {
    expect(await find("工智")).toEqual([1, 0]);
  });

  it("finds every run of two or more characters wherever it stands", async () => {
    const runs = docs.flatMap((doc, n) =>
      [...`${doc.title}\n${doc.body}`.matchAll(/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}ー]{2,}/gu)].map(
        ([run]) => ({ n, characters: [...run] }),
      ),
    );

    for (const { n, characters } of runs) {
      for (let from = 0; from < characters.length - 1; from++) {
        for (let to = from + 2; to <= characters.length; to++) {
          expect(await find(characters.slice(from, to).join(""))).toContain(n);
        }
      }
    }
  });

  it.each(["气", "报", "能", "家", "中", "国", "𠮷"])(
    "finds the single character %s, first or last in its run",
    async (q) => {
      expect(await find(q)).not.toEqual([]);
    },
  );

  it("finds no run that punctuation parts", async () => {
    expect(await find("中国")).toEqual([]);
  });

  it("ranks a title above a body", async () => {
    expect(await find("人工智能")).toEqual([1, 0]);
  });

  it.each([
    ["publish", "stem"],
    ["PUBLISHED", "stem, in capitals"],
    ["cafe", "letters without their accents"],
    ["5g网络", "letters beside characters"],
    ["2021年", "digits beside characters"],
    ["ｍｅｎｕｓ", "full width"],
    ["menus publ", "beginning of the last word"],
  ])("finds %j by its %s", async (q) => {
    expect(await find(q)).toEqual([1]);
  });

  it("wants every term", async () => {
    expect(await find("人工智能 cloudflare")).toEqual([0]);
    expect(await find("人工智能 nowhere")).toEqual([]);
  });

  it.each(["", "  ", "。、！", "\u0301", "\u200b", "\"'*()"])("has nothing to ask for %j", (q) => {
    expect(searchQuery(q)).toBeNull();
  });

  it.each(['"', "人工 AND", "NEAR(a b)", "title:x", "a* OR -b", "^x + {y}", "x'); drop table t; --", "\u0000a"])(
    "takes the operators in %j for words",
    async (q) => {
      await expect(find(q)).resolves.toBeDefined();
    },
  );

  it("never fails, whatever somebody types", async () => {
    const typed = fc.oneof(
      fc.string({ unit: "binary", maxLength: 40 }),
      fc.string({ unit: fc.constantFrom(..."\"'*():^-+{}人工智能カナ한a1é AND\u0301\u0000"), maxLength: 40 }),
    );

    await fc.assert(
      fc.asyncProperty(typed, async (q) => {
        await find(q);
      }),
      { numRuns: 200 },
    );
  });

  it("looks at the first hundred characters only", () => {
    expect(searchQuery(`${"a".repeat(100)}bcd`)).toBe(`{title body} : "${"a".repeat(100)}" *`);
  });
});

it("cuts Chinese into words and leaves the others", () => {
  expect(indexWords("中国的发展 Web\nＡＢＣ")).toBe("中国 的 发展 web abc");
});

it("pairs the characters of each run, with its last by itself and a gap between runs", () => {
  expect(indexPairs("发展中，年 web 二十")).toBe("发展 展中 中 x 年 x 二十 十");
  expect(indexPairs("no such characters")).toBe("");
});

it("names the terms to highlight", () => {
  expect(queryTerms("ＡＩ 人工智能 ai's")).toEqual(["ai", "人工智能", "s"]);
});
