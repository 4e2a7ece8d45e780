// What visits cost: a visit pattern on simulated isolates, units measured on the real site, Cloudflare's published prices.

import { join } from "node:path";
import type { Build } from "../../scripts/build.ts";
import { LocalSite } from "../../scripts/local-site.ts";
import { pagesBuild } from "../bench-build.ts";
import { ROOT, TOKEN } from "../bench-site.ts";
import { table } from "../table.ts";
import { noEvents } from "./counter-model.ts";
import { countsOf, d1ReadByPages, scaled } from "./counts.ts";
import { billOf, type Counts, costOf, ITEMS, PLAN, PRICES } from "./prices.ts";
import { measureUnits, type Units } from "./units.ts";
import type { Answer, Order } from "./worker.ts";
import type { Totals } from "./world.ts";

const HOUR_MS = 3_600_000;
const MILLION = 1_000_000;
const MONTH_DAYS = 30;
const SEED = 20_210_408;

interface Scenario {
  perDay: number;
  /** Hours from the world's beginning: pages begin (before, only reads are counted), and what is counted begins and ends. */
  hours: { pages: number; from: number; to: number };
}

/** Of the busy site four hours are counted, as the rate goes through the day's mean: a whole day would take minutes. */
const SCENARIOS: Scenario[] = [
  { perDay: 100_000, hours: { pages: 16, from: 24, to: 48 } },
  { perDay: MILLION, hours: { pages: 30.5, from: 32, to: 36 } },
];

/** Tables of how visits were answered and what a million of them cost. */
export async function measureCosts(counting: Build, folder: string): Promise<string> {
  const units = await measureUnits(counting, join(folder, "units"));
  const build = await pagesBuild("costs/worker.ts");
  const world = await LocalSite.open({ root: ROOT, build, stateDir: join(folder, "world"), adminToken: TOKEN });
  try {
    const periods: Totals[] = [];
    for (const scenario of SCENARIOS) periods.push(await live(world, scenario));
    return [shareTable(periods, units), priceTable(periods, units)].join("\n\n");
  } finally {
    await world.close();
  }
}

async function live(site: LocalSite, { perDay, hours }: Scenario): Promise<Totals> {
  const begin = { perDay, seed: SEED, pagesFrom: hours.pages * HOUR_MS };
  const before = await passUntil(site, { begin, until: hours.from * HOUR_MS });
  return difference(await passUntil(site, { until: hours.to * HOUR_MS }), before);
}

async function passUntil(site: LocalSite, order: Order): Promise<Totals> {
  const response = await site.fetch("/", { method: "POST", body: JSON.stringify(order) });
  if (!response.ok) throw new Error(await response.text());
  const { isThere, totals } = (await response.json()) as Answer;
  return isThere ? totals : passUntil(site, { until: order.until });
}

/** Counts of the same shape, each less what it was before. */
function difference<T extends object>(after: T, before: T): T {
  const less = Object.entries(after).map(([name, value]: [string, unknown]) => {
    const was: unknown = Reflect.get(before, name);
    return [name, typeof value === "number" ? value - Number(was) : difference(Object(value), Object(was))];
  });
  return Object.fromEntries(less) as T;
}

const perDayNames = SCENARIOS.map(({ perDay }) => `${perDay.toLocaleString("en")} a day`);

function shareTable(periods: Totals[], units: Units): string {
  const row = (name: string, of: (period: Totals) => number): string[] => [
    name,
    ...periods.map((period) => `${((100 * of(period)) / period.visits).toFixed(1)} %`),
  ];
  const perVisit = (name: string, of: (period: Totals) => number): string[] => [
    name,
    ...periods.map((period) => (of(period) / period.visits).toFixed(1)),
  ];
  const renders = ({ renders: { home, section, article } }: Totals) => home + section + article;
  return table(
    ["of the visits", ...perDayNames],
    [
      row("from memory", ({ hits }) => hits.memory),
      row("from KV", ({ hits }) => hits.kv),
      row("rendered", renders),
      row("waited for the ledger's tail, or read it after the answer", ({ tails }) => tails),
      row("… in a cold isolate", ({ coldTails }) => coldTails),
      row("asked KV, which had nothing", ({ kvGets, kvFound }) => kvGets - kvFound),
      row("asked KV, but memory had the page", ({ getsInVain }) => getsInVain),
      row("put a page into KV", ({ kvPuts }) => kvPuts),
      row("… an article's", ({ putsOfArticles }) => putsOfArticles),
      perVisit("D1 rows a visit: renders and the ledger", (period) => d1ReadByPages(period, units)),
      perVisit("… and cron jobs, nearly all of it for the hot lists", ({ days }) => days * units.jobsOfADay.read),
      ["visits counted", ...periods.map(({ visits }) => visits.toLocaleString("en"))],
    ],
  );
}

function priceTable(periods: Totals[], units: Units): string {
  const aMillion = (period: Totals) => scaled(countsOf(period, units), MILLION / period.visits);
  const counts = periods.map(aMillion);
  const rows = ITEMS.map((item) => [
    PRICES[item].item,
    dollars(PRICES[item].perMillion),
    ...counts.flatMap((one) => [short.format(one[item]), dollars(costOf(item, one[item]))]),
  ]);
  const totalOf = (one: Counts) => ITEMS.reduce((sum, item) => sum + costOf(item, one[item]), 0);
  const withoutReads = periods.map((period) => aMillion({ ...period, reads: noEvents() }));
  const bills = counts.map((one, n) => billOf(scaled(one, ((SCENARIOS[n]?.perDay ?? 0) * MONTH_DAYS) / MILLION)));
  rows.push(["total", "", ...counts.flatMap((one) => ["", dollars(totalOf(one))])]);
  rows.push(["… of pages alone, no reads counted", "", ...withoutReads.flatMap((one) => ["", dollars(totalOf(one))])]);
  rows.push([
    `a month's bill, the plan's $${PLAN} and what it includes`,
    "",
    ...bills.flatMap((bill) => ["", dollars(bill)]),
  ]);
  return table(["a million visits use", "a million", ...perDayNames.flatMap((name) => [name, "cost"])], rows);
}

const short = new Intl.NumberFormat("en", { notation: "compact", maximumSignificantDigits: 3 });
const dollars = (amount: number): string => `$${amount.toFixed(amount < 0.005 ? 3 : 2)}`;
