import { env } from "cloudflare:workers";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { fold, foldWithPlaces } from "../../src/content/fold";
import { closeUp, gramPhrase, gramsOf } from "../../src/content/grams";
import { searchMatch, searchQuery } from "../../src/content/query";
import { stem } from "../../src/content/stem";
import { indexArticle, indexWords } from "../../src/content/words";

type Doc = { title: string; body: string };

const docs: Doc[] = [
  { title: "天气预报", body: "二〇二六年的人工智能发展报告，由 Cloudflare Workers 出版。" },
  { title: "人工智能", body: "今天2021年，5G网络走进山村；we are publishing cafés' menus." },
  { title: "分开的字", body: "中，国。データベース検索；한국어검색。𠮷野家" },
];

beforeAll(async () => {
  await env.DB.prepare(
    "create virtual table words_test using fts5(title, body, title_runs, body_runs, lang, content='', tokenize='ascii')",
  ).run();
  const insert = env.DB.prepare(
    "insert into words_test (rowid, title, body, title_runs, body_runs) values (?, ?, ?, ?, ?)",
  );
  await env.DB.batch(
    docs.map((doc, n) => {
      const { title, body, titleRuns, bodyRuns } = indexArticle(doc.title, doc.body);
      return insert.bind(n, title, body, titleRuns, bodyRuns);
    }),
  );
});

const rowsFor = async (match: string): Promise<unknown[]> => {
  const sql = "select rowid as n from words_test where words_test match ? order by rowid";
  return (await env.DB.prepare(sql).bind(match).all()).results.map((row) => row.n);
};

/** The documents found, best first; null when there is nothing to ask. */
async function find(q: string): Promise<unknown[] | null> {
  const search = searchQuery(q);
  return search && (await Promise.all(search.tiers.map(rowsFor))).flat();
}

describe("a search", () => {
  it("finds a run across two words' border", async () => {
    expect(await find("工智")).toEqual([1, 0]);
  });

  it("finds every run of characters wherever it stands", async () => {
    for (const [n, doc] of docs.entries()) {
      for (const [run] of `${doc.title}\n${doc.body}`.matchAll(/[\p{L}\p{N}ー]{2,}/gu)) {
        const characters = [...run];
        for (let from = 0; from < characters.length - 1; from++) {
          for (let to = from + 1; to <= Math.min(characters.length, from + 7); to++) {
            expect(await rowsFor(searchMatch(characters.slice(from, to).join("")) ?? "")).toContain(n);
          }
        }
      }
    }
  });

  it("finds no run that punctuation parts", async () => {
    expect(await find("中国")).toEqual([]);
  });

  it("ranks a title above a body, and finds nothing twice", async () => {
    expect(await find("人工智能")).toEqual([1, 0]);
  });

  it.each([
    ["published", "stem"],
    ["PUBLISHES", "stem, in capitals"],
    ["cafe", "letters without their accents"],
    ["5g网络", "letters beside characters"],
    ["g网", "the border of two scripts"],
    ["2021年", "digits beside characters"],
    ["ｍｅｎｕｓ", "full width"],
    ["menus publ", "beginning"],
    ["ublis", "middle"],
    ["網絡", "traditional characters"],
  ])("finds %j by its %s", async (q) => {
    expect(await find(q)).toEqual([1]);
  });

  it("wants every term", async () => {
    expect(await find("人工智能 cloudflare")).toEqual([0]);
    expect(await find("人工智能 nowhere")).toEqual([]);
  });

  it.each(["", "  ", "。、！", "\u0301", "\u200b", "\"'*()"])("has nothing to ask for %j", (q) => {
    expect(searchQuery(q)).toBeNull();
    expect(searchMatch(q)).toBeNull();
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
      fc.string({ unit: fc.constantFrom(..."\"'*():^-+{}人工智能カナ한a1é AND\u0301\u0000😀"), maxLength: 40 }),
      fc.string({ unit: fc.constantFrom(..."人工 ab"), minLength: 150, maxLength: 250 }),
    );

    await fc.assert(
      fc.asyncProperty(typed, async (q) => {
        await find(q);
      }),
      { numRuns: 200 },
    );
  });

  it("looks at the first two hundred characters only", () => {
    expect(searchQuery(`${"a".repeat(200)}bcd`)).toEqual(searchQuery("a".repeat(200)));
  });
});

it("cuts Chinese into words, takes others by their stem, and an emoji by itself", () => {
  expect(indexWords("中国的发展 web5g网络😀好")).toBe("中国 的 发展 web5g 网络 😀 好");
  expect(indexWords("published pages")).toBe("publish page");
});

describe("grams", () => {
  it("are pairs of characters and threes of letters, after the singles; a gap follows a run that ends wide", () => {
    expect(gramsOf("发展中，5g年 web")).toBe("发 展 中 5 5g g 年 w we e eb b 发展 展中 。 5g年 g年 。 web eb");
  });

  it("run on over the space between characters and letters, and over no other", () => {
    expect(closeUp("ph 值 7 度，ab cd 好 的 e, 好 f\n好")).toBe("ph值7度，ab cd好 的e, 好f\n好");
  });

  it("are asked for as a phrase, whose last two letters may go on", () => {
    expect([gramPhrase("中"), gramPhrase("中国"), gramPhrase("ab")]).toEqual(['"中"', '"中国"', '"ab"']);
    expect([gramPhrase("发展中"), gramPhrase("webs")]).toEqual(['"发展 展中"', '"web ebs"']);
    expect([gramPhrase("年we"), gramPhrase("年web")]).toEqual(['"年w we" *', '"年w web"']);
  });
});

describe("folding", () => {
  it.each([
    ["ＡＩ", "ai"],
    ["水質監測", "水质监测"],
    ["ｶﾞｽ", "ガス"],
    ["Crème Brûlée", "creme brulee"],
    ["İstanbul", "istanbul"],
    ["ΟΔΟΣ ΟΔΟΣΑ", "οδοσ οδοσα"],
    ["5️⃣👍🏽❤️", "5👍🏽❤"],
    ["한국", "한국"],
  ])("takes %j for %j", (text, folded) => {
    expect(fold(text)).toBe(folded);
  });

  it("piece by piece is folding the whole, and knows where each piece stood", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."aÉ水質㎏ＡﾞｶガΣ😀İ e\u0301") }), (text) => {
        const { text: folded, places } = foldWithPlaces(text);
        expect(folded).toBe(fold(text));
        expect(places.length).toBe(folded.length + 1);
        expect(places.at(-1)).toBe(text.length);
      }),
    );
  });
});

it.each([
  [["publish", "published", "publishes", "publishing"], true],
  [["city", "cities"], true],
  [["calibrate", "calibrated", "calibrating", "calibrates"], true],
  [["sensor", "sensors"], true],
  [["runs", "running"], true],
  [["news", "new"], false],
  [["university", "universal"], false],
  [["rate", "rat"], false],
])("takes the forms %j for one word: %j", (words, areOne) => {
  expect(new Set(words.map(stem)).size === 1).toBe(areOne);
});
