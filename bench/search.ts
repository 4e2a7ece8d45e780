// How long searches take, and how large the index is, over articles of real length: words as the demo's articles have them.

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import type { Build } from "../scripts/build.ts";
import { BenchSite, ROOT, type Statement } from "./bench-site.ts";
import { randomFrom } from "./random.ts";
import { median, table } from "./table.ts";

const SEED = 20_210_408;
const AT_ONCE = 100;
const TITLE_WORDS = 8;
const TEXT_WORDS = 300;
const TURNS = 5;
/** One article in a thousand has these. */
const RARE = "锆石 zirconium";
const QUARTER_HOUR_MS = 900_000;

type Index = (title: string, body: string) => Record<"title" | "body" | "titleRuns" | "bodyRuns", string>;

/** Searches by what they are: those of a language's commonest words, of rare ones, of pieces and of long quotations. */
const QUERIES = [
  "水质",
  "传感器",
  "的",
  "感器的",
  "锆石",
  "石zir",
  "zirconium",
  "rconiu",
  "没有这个词",
  "水质 传感器 校准",
  "th",
  "传ab",
];

/** Fills a site with so many articles, and gives the table of what searches take. */
export async function measureSearch(
  counting: Build,
  { stateDir, articles }: { stateDir: string; articles: number },
): Promise<string> {
  const site = await BenchSite.open(counting, stateDir);
  try {
    const { textBytes, quotation } = await fill(site, articles);
    const [size] = await site.sql(["select sum(length(block)) as bytes from article_search_data"]);
    const perArticle = (bytes: number) => `${(bytes / articles / 1024).toFixed(1)} KiB`;
    const rows: string[][] = [];
    for (const query of [...QUERIES, quotation]) rows.push(await measure(site, query));
    const head = `${articles.toLocaleString("en")} articles: text ${perArticle(textBytes)} each, index ${perArticle(Number(size?.results[0]?.bytes))}`;
    return `${head}\n\n${table(["search", "ms", "rows", "results"], rows)}`;
  } finally {
    await site.close();
  }
}

async function measure(site: BenchSite, query: string): Promise<string[]> {
  const times: number[] = [];
  let last = await site.visit(`/search?q=${query}`);
  for (let turn = 0; turn < TURNS; turn++) {
    const began = performance.now();
    last = await site.visit(`/search?q=${query}`);
    times.push(performance.now() - began);
  }
  const name = query.length > 20 ? `${query.slice(0, 8)}… (${[...query].length} characters)` : query;
  const results = last.body.match(/<article class="story">/g)?.length ?? 0;
  return [name, median(times).toFixed(1), `${last.cost.rowsRead}`, `${results}`];
}

/** Three articles in four are Chinese, as the demo's words are; of the English ones each word is one of the demo's. */
async function fill(site: BenchSite, articles: number): Promise<{ textBytes: number; quotation: string }> {
  const [index, words] = await Promise.all([indexOf(), demoWords()]);
  const random = randomFrom(SEED);
  const pick = (from: readonly string[]) => from[Math.floor(random() * from.length)] ?? "";
  let textBytes = 0;
  let quotation = "";
  const now = Date.now();
  for (let first = 1; first <= articles; first += AT_ONCE) {
    const batch = Array.from({ length: Math.min(AT_ONCE, articles - first + 1) }, (_, n) => {
      const id = first + n;
      const [from, lang, space] = id % 4 === 0 ? ([words.en, "en", " "] as const) : ([words.zh, "zh-CN", ""] as const);
      const some = (count: number) => Array.from({ length: count }, () => pick(from)).join(space);
      const title = some(TITLE_WORDS);
      const text = some(TEXT_WORDS) + (id % 1000 === 41 ? `。${RARE}` : "");
      textBytes += Buffer.byteLength(text);
      if (id === 42) quotation = text.slice(0, 200);
      return { id, lang, shown: title, text, time: now - (articles - id) * QUARTER_HOUR_MS, ...index(title, text) };
    });
    await site.sql(...insert(JSON.stringify(batch)));
  }
  return { textBytes, quotation };
}

function insert(json: string): Statement[] {
  const field = (name: string) => `(value ->> '$.${name}')`;
  return [
    `insert into articles (id, guid, section_id, lang, slug, title, excerpt, tags, related, state, published_at, day, created_at, updated_at)
      select ${field("id")}, 'b' || ${field("id")}, 1, ${field("lang")}, 'b' || ${field("id")}, ${field("shown")}, '', '[]', '[]', 'live',
        ${field("time")}, date(${field("time")} / 1000, 'unixepoch'), 0, 0 from json_each(?1)`,
    `insert into article_texts (article_id, text) select ${field("id")}, ${field("text")} from json_each(?1)`,
    `insert into article_search (rowid, title, body, title_runs, body_runs, lang)
      select ${field("time")} / 1000 * 16777216 + ${field("id")}, ${field("title")}, ${field("body")}, ${field("titleRuns")},
        ${field("bodyRuns")}, replace(lower(${field("lang")}), '-', '') from json_each(?1)`,
  ].map((sql): Statement => [sql, json]);
}

/** The room's own function, bundled. */
async function indexOf(): Promise<Index> {
  const entry = join(ROOT, "src/content/words.ts");
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: "esm",
    charset: "utf8",
  });
  const code = Buffer.from(outputFiles[0]?.contents ?? "").toString("base64");
  const module = (await import(`data:text/javascript;base64,${code}`)) as { indexArticle: Index };
  return module.indexArticle;
}

/** All words of the demo's articles, as often as they stand there. */
async function demoWords(): Promise<{ zh: string[]; en: string[] }> {
  const folder = join(ROOT, "demo", "articles");
  const files = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".md"));
  const texts = await Promise.all(files.map((name) => readFile(join(folder, name), "utf8")));
  const segmenter = new Intl.Segmenter("zh", { granularity: "word" });
  const words = texts.flatMap((text) =>
    Array.from(segmenter.segment(text)).flatMap(({ segment, isWordLike }) => (isWordLike ? segment : [])),
  );
  return {
    zh: words.filter((word) => /\p{Script=Han}/u.test(word)),
    en: words.filter((word) => /^[a-z]+$/i.test(word)),
  };
}
