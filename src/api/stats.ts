// GET /api/stats: reads by day, article, section or referrer's host, as JSON or CSV. There is nothing else to tell: readers
// get no cookie, and no address of theirs is stored.

import { addressesIn } from "../content/addresses";
import { localDay } from "../content/local-time";
import { openDatabase } from "../db/client";
import { defaultLangOf, type FrameSection, frameSchema, inLang, type Settings, settingsSchema } from "../db/settings";
import { siteAndVersion } from "../db/site";
import {
  type ArticleStats,
  readsByArticle,
  readsByDay,
  readsByHost,
  readsBySection,
  type StatsPage,
} from "../db/stats";
import { originOf } from "../env";
import { json } from "../http/json";
import type { ApiContext, Handler } from "./context";
import { csvResponse, wantsCsv } from "./csv";
import { type InputError, problem } from "./problem";
import { readQuery } from "./read-query";
import { decodePlace, encodePlace, type Range, rangeOf, type StatsQuery, statsQuerySchema } from "./stats-query";

const MAX_CSV_ROWS = 10_000;

/** What each list tells of its items, in the order of a CSV's columns. */
const COLUMNS = {
  day: ["day", "reads"],
  article: ["id", "title", "url", "section", "reads"],
  section: ["section", "name", "reads"],
  host: ["host", "reads"],
} as const satisfies Record<StatsQuery["by"], readonly (keyof Item)[]>;

/** One item of a list, with those of these fields that its list has. `host` is null for reads that came from no other site. */
interface Item {
  day?: string;
  id?: number;
  title?: string;
  url?: string;
  section?: string;
  name?: string;
  host?: string | null;
  reads: number;
}

interface Stats {
  /** All reads that were asked for, whatever the page shows. */
  total: number;
  items: Item[];
}

interface Site {
  settings: Settings;
  sections: ReadonlyMap<number, FrameSection>;
}

/** Two waits: for the site's time zone, and for the reads. */
export const getStats: Handler = async (c) => {
  const asked = readQuery(c, statsQuerySchema);
  if (!asked.ok) return asked.response;
  const { by, cursor, limit, ...query } = asked.value;
  const isCsv = wantsCsv(c, query.format);
  const isWhole = isCsv || by === "day" || by === "section";
  const idle = isWhole ? ["limit", "cursor"].filter((parameter) => parameter in c.req.query()) : [];
  if (idle.length > 0) return refuse(idle.map((parameter) => ({ parameter, detail: "is for lists that have pages" })));
  const after = cursor === undefined ? undefined : decodePlace(cursor, by);
  if (after === null) return refuse([{ parameter: "cursor", detail: "is not a cursor of this list" }]);

  const site = await readSite(c);
  const range = rangeOf(query, localDay(Date.now(), site.settings.timeZone));
  if ("detail" in range) return refuse([range]);
  const { from, to } = range;
  const page = { after, limit: isCsv ? MAX_CSV_ROWS : limit + 1 };
  const { total, items } = await readStats(c, site, { ...asked.value, ...range }, page);
  if (isCsv) return csvResponse(`reads-by-${by}-${from}-${to}.csv`, COLUMNS[by], items);
  const shown = isWhole ? items : items.slice(0, limit);
  const last = shown.length < items.length ? shown.at(-1) : undefined;
  return json({ from, to, by, total, items: shown, nextCursor: last === undefined ? null : encodePlace(last) });
};

const refuse = (errors: InputError[]): Response => problem("invalid-fields", { errors });

async function readSite(c: ApiContext): Promise<Site> {
  const [site] = await siteAndVersion(openDatabase(c.env.DB));
  const { sections } = frameSchema.parse(site?.frame);
  return { settings: settingsSchema.parse(site?.settings), sections: new Map(sections.map((one) => [one.id, one])) };
}

type Asked = Pick<StatsQuery, "by" | "article" | "section"> & Range;

async function readStats(c: ApiContext, site: Site, { by, ...ask }: Asked, page: StatsPage): Promise<Stats> {
  const db = openDatabase(c.env.DB);
  switch (by) {
    case "day":
      return summed(await readsByDay(db, ask));
    case "section":
      return summed(
        (await readsBySection(db, ask)).map(({ sectionId, reads }) => ({ ...named(sectionId, site), reads })),
      );
    case "article": {
      const rows = await readsByArticle(db, ask, page);
      const articles = rows.filter((row) => row.id !== null);
      return {
        total: rows[0]?.total ?? 0,
        items: articles.map((row) => articleItem(row, site, originOf(c.env, c.req.raw))),
      };
    }
    case "host": {
      const rows = await readsByHost(db, ask, page);
      const hosts = rows.filter((row) => row.host !== null);
      return { total: rows[0]?.total ?? 0, items: hosts.map(({ host, reads }) => ({ host: host || null, reads })) };
    }
  }
}

const summed = (items: Item[]): Stats => ({ total: items.reduce((sum, { reads }) => sum + reads, 0), items });

function named(sectionId: number, { settings, sections }: Site): { section: string; name: string } {
  const { slug = "", name = {} } = sections.get(sectionId) ?? {};
  return { section: slug, name: inLang(name, defaultLangOf(settings), settings) };
}

function articleItem({ id, title, lang, slug, sectionId, reads }: ArticleStats, site: Site, origin: string): Item {
  const { section } = named(sectionId, site);
  const path = addressesIn(lang, defaultLangOf(site.settings)).article(section, slug);
  return { id, title, url: `${origin}${path}`, section, reads };
}
