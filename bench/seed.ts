// A site of any size, by SQL: four sections, two languages, three years, tags, reads, rankings and search rows.
//
// What a page shows is the same at any size; only what lies around it grows. A month is full (60 articles, as many as a
// month shows) and a tag is on every article, so that the costliest pages are there at both sizes.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type BenchSite, ROOT, type Statement } from "./bench-site.ts";

export const FULL_MONTH = "2025-03";
const FULL = 60;
/** Ids of the full month's articles begin here. */
const FULL_FROM = 1_000_000;
const DAY_MS = 86_400_000;
const THREE_YEARS_MS = 3 * 365 * DAY_MS;
const BATCH = 5_000;

/** Fills an empty site with so many articles. */
export async function seed(site: BenchSite, articles: number): Promise<void> {
  await putFrame(site);
  const now = Date.now();
  for (let from = 1; from <= articles; from += BATCH) {
    const to = Math.min(articles, from + BATCH - 1);
    await site.sql(insertArticles({ from, to, articles, now }), ...insertRest(from, to));
  }
  await site.sql(insertFullMonth(), ...insertRest(FULL_FROM, FULL_FROM + FULL));
  await site.sql(...insertReads(articles, now));
  await site.visit("/api/jobs/rank", { method: "POST", json: {} });
}

/** Settings, sections, links and searches: those of the demo. */
async function putFrame(site: BenchSite): Promise<void> {
  for (const name of ["site", "sections", "links", "searches"]) {
    const json: unknown = JSON.parse(await readFile(join(ROOT, "demo", `${name}.json`), "utf8"));
    await site.visit(`/api/${name}`, { method: "PUT", json });
  }
}

const COLUMNS = `id, guid, section_id, lang, slug, title, summary, excerpt, author, source_name, tags, related, state,
  published_at, day, expire_at, translation_of, created_at, updated_at`;

const dayOf = (time: string) => `date(${time} / 1000, 'unixepoch', '+8 hours')`;
const SUMMARY = "'野外水质监测的第 ' || i || ' 篇记录：传感器、数据与现场。'";

/**
 * Half the articles are news; a quarter are English and translate the Chinese one 20 before. One in fifty has expired, one
 * in fifty will, one in forty is a draft, and the last one in a hundred is scheduled.
 */
function insertArticles({
  from,
  to,
  articles,
  now,
}: {
  from: number;
  to: number;
  articles: number;
  now: number;
}): Statement {
  const sql = `
    with recursive n(i) as (select cast(?1 as integer) union all select i + 1 from n where i < ?2),
    placed as (select i, case when i % 20 < 10 then 1 when i % 20 < 15 then 2 when i % 20 < 18 then 3 else 4 end as section,
      case when i / 20 % 4 = 3 then 'en' else 'zh-CN' end as lang, iif(i % 40 = 13, 'draft', 'live') as state,
      ?4 + cast(?5 * i / (?3 * 0.99) as integer) as time from n)
    insert into articles (${COLUMNS})
    select i, 'bench-' || i, section, lang, 'article-' || i, '水质监测手记 ' || i, ${SUMMARY}, ${SUMMARY}, '编辑部', '本站',
      json_array('tag-' || (i % 200), 'topic-' || (i % 17), 'everything'),
      (select json_group_array((i + 7 * value) % cast(?3 as integer) + 1) from json_each('[1,2,3,4,5,6,7,8]')), state,
      iif(state = 'live', time, null), iif(state = 'live', ${dayOf("time")}, null),
      case i % 50 when 7 then time + 86400000 when 8 then time + 86400000 * 4000 end,
      iif(lang = 'en' and i > 20, i - 20, null), time, time from placed`;
  return [sql, from, to, articles, now - THREE_YEARS_MS, THREE_YEARS_MS];
}

/** Fills one month of the section `cases` to as many articles as a month shows. */
function insertFullMonth(): Statement {
  const first = Date.parse(`${FULL_MONTH}-01T08:00:00Z`);
  const sql = `
    with recursive n(i) as (select cast(?1 as integer) union all select i + 1 from n where i < ?1 + ?2 - 1 - (
      select count(*) from articles where section_id = 4 and lang = 'zh-CN' and state = 'live' and day like ?3 || '%')),
    placed as (select i, cast(?4 + (i - ?1) * ?5 as integer) as time from n)
    insert into articles (${COLUMNS})
    select i, 'bench-' || i, 4, 'zh-CN', 'article-' || i, '案例 ' || i, ${SUMMARY}, ${SUMMARY}, '编辑部', '本站',
      '["cases"]', '[]', 'live', time, ${dayOf("time")}, null, null, time, time from placed`;
  return [sql, FULL_FROM, FULL, FULL_MONTH, first, DAY_MS / 3];
}

const TEXT = `${SUMMARY} || '水质传感器的校准从电极开始。' || iif(i % 3, '仪器', '电缆') || '编号 w' || (i % 997)`;

/** Slugs, texts, tags and search rows of articles that are there. */
function insertRest(from: number, to: number): Statement[] {
  const chosen = "from (select *, id as i from articles where id between ?1 and ?2)";
  const rareWord = "iif(i % 1000 = 41, ' zirconium', '')";
  return [
    `insert into article_slugs (section_id, lang, slug, article_id) select section_id, lang, slug, id ${chosen}`,
    `insert into article_html (article_id, html) select id, '<p>' || ${TEXT} || '</p>' ${chosen}`,
    `insert into article_texts (article_id, text) select id, ${TEXT} ${chosen}`,
    `insert into article_sources (article_id, format, source) select id, 'markdown', ${TEXT} ${chosen}`,
    `insert into article_tags (article_id, tag, lang, published_at) select i, t.value, lang, published_at ${chosen}, json_each(tags) t
      where state = 'live'`,
    `insert into article_search (rowid, title, body, title_runs, body_runs, lang) select
      coalesce(published_at, 0) / 1000 * 16777216 + id, '水质 监测 手记 ' || i, 'sensor calibration water quality w' || (i % 997) || ${rareWord},
      '水 质 监 测 手 记 水质 质监 监测 测手 手记 。', '传 感 器 传感 感器 。' || iif(i % 1000 = 41, ' zir irc rco con oni niu ium um', ''),
      replace(lower(lang), '-', '') ${chosen}`,
    `insert into article_reads (article_id, base, counted) select i, i % 5000, i % 900 ${chosen}`,
  ].map((sql): Statement => [sql, from, to]);
}

/** A week of reads of the newest articles, and a long ledger: the worst that a cold isolate can meet. */
const insertReads = (articles: number, now: number): Statement[] => [
  [
    `insert into read_days (day, article_id, reads)
      select date(?1 / 1000, 'unixepoch', '-' || d.value || ' days'), a.id, 1 + a.id % 90
      from json_each('[0,1,2,3,4,5,6]') d, articles a where a.id between ?2 - 400 and ?2`,
    now,
    articles,
  ],
  [
    `with recursive n(i) as (select 1 union all select i + 1 from n where i < 3000)
      insert into ledger (tag, at, by, reason) select 'article:' || (5000000 + i), ?1, 'bench', 'seed' from n`,
    now,
  ],
];
