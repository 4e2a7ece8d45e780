// Days of reads by the site's clock: at midnight, and through the two nights a year that have an hour more or less.

import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it } from "vitest";
import { rank } from "../../src/reads/ranking";
import { Tally } from "../../src/reads/tally";
import { aDelivery, anArticle, aSection, onStorage } from "./builders";

/** The last second of a day of 25, 23 or 24 hours, and the first of the next. */
const NIGHTS = [
  { night: "Berlin's of 25 hours begins", timeZone: "Europe/Berlin", midnight: "2026-10-25T00:00:00+02:00" },
  { night: "Berlin's of 25 hours ends", timeZone: "Europe/Berlin", midnight: "2026-10-26T00:00:00+01:00" },
  { night: "Berlin's of 23 hours begins", timeZone: "Europe/Berlin", midnight: "2026-03-29T00:00:00+01:00" },
  { night: "Berlin's of 23 hours ends", timeZone: "Europe/Berlin", midnight: "2026-03-30T00:00:00+02:00" },
  { night: "New York's of 25 hours ends", timeZone: "America/New_York", midnight: "2026-11-02T00:00:00-05:00" },
  { night: "Lord Howe's of 23½ hours ends", timeZone: "Australia/Lord_Howe", midnight: "2026-10-05T00:00:00+11:00" },
  // Its clocks go from 23:59:59 to 01:00:00.
  { night: "Cairo's without a midnight begins", timeZone: "Africa/Cairo", midnight: "2026-04-24T01:00:00+03:00" },
];

describe("a counter's days", () => {
  it.each(NIGHTS)("change at midnight by the clock on the wall: $night", async ({ timeZone, midnight }) => {
    const first = Date.parse(midnight);
    const day = midnight.slice(0, "yyyy-mm-dd".length);

    const { days } = await onStorage((storage) => {
      const tally = new Tally(storage);
      tally.meet({ base: 0, counted: 0, days: {}, hosts: {}, timeZone }, first);
      const moments = [first - 1000, first, first + 5 * 3_600_000];
      for (const [n, at] of moments.entries())
        tally.add(aDelivery({ articleId: 1, sequence: n + 1, reads: 10 ** n, firstSentAt: at }), "tally:1", at);
      return tally.snapshot();
    });

    expect(Object.entries(days)).toEqual([
      [expect.not.stringContaining(day), 1],
      [day, 110],
    ]);
  });
});

it("a delivery that comes again after midnight is known, though other senders have begun the new day", async () => {
  const midnight = Date.parse("2026-10-26T00:00:00+01:00");

  const outcomes = await onStorage((storage) => {
    const tally = new Tally(storage);
    tally.meet({ base: 0, counted: 0, days: {}, hosts: {}, timeZone: "Europe/Berlin" }, midnight);
    const evening = aDelivery({ articleId: 1, sequence: 4, firstSentAt: midnight - 1000 });
    const others = aDelivery({ articleId: 1, sender: "another", firstSentAt: midnight });
    const came = [
      [evening, midnight - 1000],
      [others, midnight],
      [evening, midnight + 1000],
    ] as const;
    return came.map(([delivery, at]) => tally.add(delivery, "tally:1", at));
  });

  expect(outcomes).toEqual(["added", "added", "repeated"]);
});

describe("the hot list", () => {
  afterEach(() => inTimeZone("Asia/Shanghai"));

  it.each([
    // In the last hour of a day of 25: six times 24 hours before it, it was half past midnight on the 20th.
    { now: "2026-10-25T23:30:00+01:00", oldest: "2026-10-19", forgotten: "2026-10-18" },
    { now: "2026-10-26T00:30:00+01:00", oldest: "2026-10-20", forgotten: "2026-10-19" },
    // After a day of 23: six times 24 hours before it, it was half an hour before midnight on the 23rd.
    { now: "2026-03-30T00:30:00+02:00", oldest: "2026-03-24", forgotten: "2026-03-23" },
  ])("weighs seven days of the site's calendar at $now", async ({ now, oldest, forgotten }) => {
    await inTimeZone("Europe/Berlin");
    await env.DB.batch(["articles", "read_days", "rankings"].map((t) => env.DB.prepare(`delete from ${t}`)));
    const section = aSection();
    const newest = await anArticle({ section, publishedAt: 3 });
    const beforeThat = await anArticle({ section, publishedAt: 2 });
    const inWindow = await anArticle({ section, publishedAt: 1 });
    await readOn(beforeThat, forgotten, 1000);
    await readOn(inWindow, oldest, 1);

    await rank(env.DB, Date.parse(now));

    const ids = await env.DB.prepare("select article_ids from rankings where scope = 'site:en'").first("article_ids");
    expect(JSON.parse(String(ids))).toEqual([inWindow, newest, beforeThat]);
  });
});

const inTimeZone = (timeZone: string) =>
  env.DB.prepare("update site set settings = json_set(settings, '$.timeZone', ?)").bind(timeZone).run();

const readOn = (articleId: number, day: string, reads: number) =>
  env.DB.prepare("insert into read_days values (?, ?, ?)").bind(day, articleId, reads).run();
