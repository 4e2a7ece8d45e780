// Which pages a change makes stale: what its answer names, and what the ledger keeps (PROTOCOL P4, P5).

import { describe, expect, it } from "vitest";
import { api, aSection, type Body, change, inSeconds, publish, rows, theValue } from "./client";

const sorted = (tags: string[]) => [...tags].sort();

/** The tags of the lists that an article of a section stands in, in a month of 2021. */
const lists = (section: string, month = "2021-04", ...tags: string[]) => [
  `latest:${section}`,
  `list:${section}:${month}`,
  "home",
  "feed",
  ...tags.map((tag) => `tag:${tag}`),
];

/** Publishes into a section's month, one hour after the one before. */
let hour = 0;
const publishOn = (section: string, fields: Record<string, unknown> = {}): Promise<Body> =>
  publish({ section, publishAt: new Date(Date.UTC(2021, 3, 8, hour++)).toISOString(), ...fields });

/** The tags of articles themselves: their pages, and the sitemap that dates all of these tests' articles. */
const own = (...ids: number[]) => [...ids.map((id) => `article:${id}`), "sitemap:1"];

const withdraw = async (id: number): Promise<Body> => (await api("DELETE", `/articles/${id}`)).body;

describe("publishing", () => {
  it("purges its page, its section's head, its month, home, feed, its tags and the month's first entry, and no other list", async () => {
    const section = await aSection();

    const { id, purged } = await publishOn(section, { tags: ["a", "b"] });

    expect(sorted(purged)).toEqual(sorted([...own(id), ...lists(section, "2021-04", "a", "b"), `months:${section}`]));
  });

  it("purges its visible neighbours, on both sides and no further", async () => {
    const section = await aSection();
    const [, older, newer] = [await publishOn(section), await publishOn(section), await publishOn(section)];
    await publishOn(section);

    const between = new Date(Date.parse(older.publishedAt) + 60_000).toISOString();
    const { id, purged } = await publish({ section, publishAt: between });

    expect(sorted(purged)).toEqual(sorted([...own(id, older.id, newer.id), ...lists(section)]));
  });

  it("takes the last second of a month in the site's own zone", async () => {
    const section = await aSection();

    const { purged } = await publish({ section, publishAt: "2021-04-30T16:00:00Z" });

    expect(purged).toContain(`list:${section}:2021-05`);
    expect(purged).not.toContain(`list:${section}:2021-04`);
  });

  it("in another language purges that language's lists, and the original's page", async () => {
    const section = await aSection();
    const original = await publishOn(section);

    const { id, purged } = await publishOn(section, { lang: "en", translationOf: original.id, tags: ["a"] });

    expect(sorted(purged)).toEqual(
      sorted([
        ...own(id, original.id),
        ...[...lists(section, "2021-04", "a"), `months:${section}`].map((tag) => `${tag}@en`),
      ]),
    );
  });

  it("purges nothing for a draft, nor when the draft is changed or withdrawn", async () => {
    const section = await aSection();
    await publishOn(section);
    const before = await theValue("select max(id) from ledger");

    const draft = await publishOn(section, { status: "draft" });
    const changed = await change(draft.id, { title: "Another title", tags: ["a"], slug: "a-draft" });
    const withdrawn = await withdraw(draft.id);

    expect([draft.purged, changed.purged, withdrawn.purged]).toEqual([[], [], []]);
    expect(await theValue("select max(id) from ledger")).toBe(before);
  });

  it("writes the ledger rows that it answers, with who and why", async () => {
    const before = await theValue("select max(id) from ledger");

    const { purged, slug } = await publish({ tags: ["a"] });

    const written = await rows<{ tag: string; by: string; reason: string }>(
      "select tag, by, reason from ledger where id > ?",
      before,
    );
    expect(sorted([...new Set(written.map(({ tag }) => tag))])).toEqual(sorted(purged));
    expect(new Set(written.map(({ by, reason }) => `${by} ${reason}`))).toEqual(
      new Set([`ADMIN_TOKEN publish /news/${slug}`]),
    );
  });
});

describe("a change", () => {
  it("of what an article says purges only the pages that show it", async () => {
    const section = await aSection();
    await publishOn(section, { tags: ["a"] });
    const { id } = await publishOn(section, { tags: ["a"] });

    for (const fields of [
      { body: "Other text." },
      { title: "Another title" },
      { summary: "S", kind: "K", author: "A", source: { name: "S" }, cover: { url: "/media/a/b.png" } },
      {},
    ]) {
      expect((await change(id, fields)).purged).toEqual(own(id));
    }
  });

  it("of the section purges both sections' lists, and the neighbours it leaves and the ones it gets", async () => {
    const [from, to] = [await aSection(), await aSection()];
    const [left, there] = [await publishOn(from), await publishOn(to)];
    const article = await publishOn(from);
    const [right, beyond] = [await publishOn(from), await publishOn(to)];

    const { purged, url } = await change(article.id, { section: to });

    expect(sorted(purged)).toEqual(
      sorted([
        ...own(...[article, left, right, there, beyond].map(({ id }) => id)),
        ...new Set([...lists(from), ...lists(to)]),
      ]),
    );
    expect(url).toContain(`/${to}/`);
  });

  it("of the date purges both months, and the neighbours at both places", async () => {
    const section = await aSection();
    const april = await publishOn(section);
    const article = await publishOn(section);
    const last = await publishOn(section);
    const march = await publish({ section, publishAt: "2021-03-01T00:00:00Z" });

    const { purged } = await change(article.id, { publishAt: "2021-02-01T00:00:00Z" });

    expect(sorted(purged)).toEqual(
      sorted([
        ...own(...[article, april, last, march].map(({ id }) => id)),
        ...new Set([...lists(section), ...lists(section, "2021-02")]),
        `months:${section}`,
      ]),
    );
  });

  it("of tags purges the lists of those it had and those it gets", async () => {
    const section = await aSection();
    const { id } = await publishOn(section, { tags: ["a", "b"] });

    const { purged } = await change(id, { tags: ["b", "c"] });

    for (const tag of ["tag:a", "tag:b", "tag:c"]) expect(purged).toContain(tag);
  });

  it("of the slug purges lists and neighbours, whose links lead to it", async () => {
    const section = await aSection();
    const older = await publishOn(section);
    const { id } = await publishOn(section);

    const { purged } = await change(id, { slug: "another-slug" });

    expect(sorted(purged)).toEqual(sorted([...own(id, older.id), ...lists(section)]));
  });

  it("of the language of a translation purges both languages' lists", async () => {
    const section = await aSection();
    const { id } = await publishOn(section);

    const { purged } = await change(id, { lang: "en" });

    for (const tag of ["home", "home@en", `latest:${section}`, `latest:${section}@en`]) expect(purged).toContain(tag);
  });
});

describe("withdrawing, undoing it, and turning back into a draft", () => {
  it("purge what publishing purged", async () => {
    const section = await aSection();
    const older = await publishOn(section);
    const article = await publishOn(section, { tags: ["a"] });
    const expected = sorted([...own(article.id, older.id), ...lists(section, "2021-04", "a"), `months:${section}`]);

    const withdrawn = await withdraw(article.id);
    const back = await change(article.id, { status: "published" });
    const draft = await change(article.id, { status: "draft" });

    const withoutMonths = expected.filter((tag) => !tag.startsWith("months:"));
    expect(sorted(withdrawn.purged)).toEqual(expected);
    expect(sorted(back.purged)).toEqual(withoutMonths);
    expect(sorted(draft.purged)).toEqual(expected);
  });
});

describe("the clock", () => {
  const april = inSeconds(86_400 * 400);
  const may = inSeconds(86_400 * 440);
  /** As the site's clock has it, eight hours ahead of UTC. */
  const monthOf = (time: string) => new Date(Date.parse(time) + 8 * 3_600_000).toISOString().slice(0, 7);

  it("scheduling, rescheduling and cancelling purge as publishing does, the newest article's page too", async () => {
    const section = await aSection();
    const newest = await publishOn(section);
    const always = ["home", "feed", `latest:${section}`, `article:${newest.id}`];

    const scheduled = await publish({ section, publishAt: april, tags: ["a"] });
    const rescheduled = await change(scheduled.id, { publishAt: may });
    const cancelled = await change(scheduled.id, { status: "draft" });

    const page = `article:${scheduled.id}`;
    for (const tag of [...always, page, "tag:a", `list:${section}:${monthOf(april)}`])
      expect(scheduled.purged).toContain(tag);
    for (const tag of [...always, page, `list:${section}:${monthOf(april)}`, `list:${section}:${monthOf(may)}`]) {
      expect(rescheduled.purged).toContain(tag);
    }
    for (const tag of [...always, page, "tag:a", `list:${section}:${monthOf(may)}`])
      expect(cancelled.purged).toContain(tag);
  });

  it("has a purge waiting for each of an article's times, and for none of what was taken back", async () => {
    const { id } = await publish({ publishAt: april, expireAt: may, tags: ["a"] });
    const waiting = () =>
      rows<{ owner: string; due_at: number; tags: string }>(
        `select owner, due_at, tags from deferred_purges where owner like 'article:${id}:%' order by due_at`,
      );
    const both = await waiting();

    await change(id, { expireAt: null });
    const one = await waiting();
    await api("DELETE", `/articles/${id}`);

    expect(both.map(({ owner, due_at }) => [owner, due_at])).toEqual([
      [`article:${id}:publish`, Date.parse(april)],
      [`article:${id}:expire`, Date.parse(may)],
    ]);
    expect(JSON.parse(both[0]?.tags ?? "null")).toEqual([...lists("news", monthOf(april), "a"), `article:${id}`]);
    expect(one.map(({ owner }) => owner)).toEqual([`article:${id}:publish`]);
    expect(await waiting()).toEqual([]);
  });

  it("of an expiry: setting it purges lists and neighbours, whose pages now change at that time", async () => {
    const section = await aSection();
    const older = await publishOn(section);
    const { id } = await publishOn(section);

    const { purged, status } = await change(id, { expireAt: may });

    expect(status).toBe("published");
    expect(sorted(purged)).toEqual(sorted([...own(id, older.id), ...lists(section)]));
  });
});
