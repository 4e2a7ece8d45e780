// What an isolate serves while KV or D1 fails, hangs or holds rubbish (P12).

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LEDGER_HARD_AGE_MS } from "../../src/pages/limits";
import { api, ORIGIN, publish } from "../promises/client";
import { fails, hangs, Isolate, outcomeOf, quietConsole, textOf, watchedD1, watchedKv } from "./builders";

quietConsole();

/** Times within which a test's own work stays, on a busy machine, too. */
const SLACK_MS = 800;

async function took(work: Promise<unknown>): Promise<number> {
  const began = Date.now();
  await work;
  return Date.now() - began;
}

const edit = (id: number, body: string) => api("PATCH", `/articles/${id}`, { body });

describe("while KV", () => {
  const kvThat = (behaviour: () => Promise<never>) => ({ get: behaviour, put: behaviour });

  it("is down or over quota, pages are rendered, and served from memory", async () => {
    const isolate = new Isolate({ kv: kvThat(fails) });

    expect([outcomeOf(await isolate.visit("/")), outcomeOf(await isolate.visit("/"))]).toEqual(["rendered", "memory"]);
  });

  it("hangs, a page waits a second for it, and no longer", async () => {
    const isolate = new Isolate({ kv: kvThat(hangs) });

    expect(await took(isolate.ask("/"))).toBeLessThan(1000 + SLACK_MS);
  });

  it("is full of rubbish, pages are rendered", async () => {
    const frame = fc.record({ magic: fc.constantFrom("EW02", "EW01", ""), rest: fc.uint8Array({ maxLength: 300 }) });
    await fc.assert(
      fc.asyncProperty(frame, async ({ magic, rest }) => {
        const rubbish = Uint8Array.of(...new TextEncoder().encode(magic), ...rest).buffer;
        const isolate = new Isolate({ kv: { ...watchedKv().kv, get: async () => rubbish } });

        expect(outcomeOf(await isolate.visit("/"))).toBe("rendered");
      }),
      { numRuns: 50 },
    );
  });

  it("is slow, a page is served from it all the same", async () => {
    const { path } = await publish();
    const writer = new Isolate();
    for (const _ of ["for the first time", "for the second"]) {
      await writer.visit(path);
      writer.server.memory.delete(ORIGIN + path);
    }
    const { kv } = watchedKv({ before: () => scheduler.wait(300) });

    expect(outcomeOf(await new Isolate({ kv }).visit(path))).toBe("kv");
  });
});

describe("while D1 fails", () => {
  const down = watchedD1({ before: fails }).d1;

  it("the last good page stands in, past the view's hard age and of an older build", async () => {
    const { path } = await publish({ body: "good text" });
    const isolate = new Isolate();
    await isolate.visit(path);
    isolate.ahead = LEDGER_HARD_AGE_MS;

    for (const build of ["test-build", "the-next-build"]) {
      const served = await isolate.visit(path, { d1: down, build });
      expect([outcomeOf(served), textOf(served).includes("good text")]).toEqual(["stale-if-error", true]);
    }
  });

  it("it stands in from KV in a cold isolate", async () => {
    await new Isolate().visit("/");

    expect(outcomeOf(await new Isolate({ d1: down }).visit("/"))).toBe("stale-if-error");
  });

  it("a page that is known to be purged does not stand in, nor one whose time has come, nor any after a day", async () => {
    const expireAt = new Date(Date.now() + 60_000).toISOString();
    const [purged, ending, good] = [await publish(), await publish({ expireAt }), await publish()];
    const isolate = new Isolate();
    for (const { path } of [purged, ending, good]) await isolate.visit(path);
    isolate.server.ledger.noteOwnPurge([{ id: 1_000_000, tag: `article:${purged.id}` }], null);

    isolate.ahead = 61_000;
    const outcomes = [];
    for (const { path } of [purged, ending]) outcomes.push(outcomeOf(await isolate.visit(path, { d1: down })));
    isolate.ahead = 25 * 3_600_000;
    outcomes.push(outcomeOf(await isolate.visit(good.path, { d1: down })));

    expect(outcomes).toEqual(["unavailable", "unavailable", "unavailable"]);
  });

  it("by hanging, nobody waits longer than two seconds", async () => {
    const hanging = watchedD1({ before: hangs }).d1;
    const { path } = await publish();
    const warm = new Isolate();
    await warm.visit(path);
    const expired = new Isolate();
    await expired.visit(path);
    expired.ahead = LEDGER_HARD_AGE_MS;

    const times = await Promise.all([
      took(new Isolate({ d1: hanging }).ask(path)),
      took(expired.ask(path, { d1: hanging })),
      took(warm.ask("/news", { d1: hanging })),
      took(warm.server.serveUnkept(warm.requestFor("/search", { d1: hanging }))),
      took(warm.ask(path, { d1: hanging })),
    ]);

    expect(Math.max(...times)).toBeLessThan(2000 + SLACK_MS);
    expect(times.at(-1)).toBeLessThan(SLACK_MS);
  });

  it("by hanging, nobody waits longer than two seconds for a page that somebody else renders", async () => {
    const isolate = new Isolate({ d1: watchedD1().d1 });
    await isolate.visit("/");
    const hanging = watchedD1({ before: hangs }).d1;

    const first = took(isolate.ask("/news", { d1: hanging }));
    await scheduler.wait(100);
    const second = took(isolate.ask("/news", { d1: hanging }));

    expect(Math.max(...(await Promise.all([first, second])))).toBeLessThan(2000 + SLACK_MS);
  });

  it("by being slow, pages are rendered", async () => {
    const { path } = await publish();
    const isolate = new Isolate({ d1: watchedD1({ before: () => scheduler.wait(300) }).d1 });

    expect([outcomeOf(await isolate.visit(path)), outcomeOf(await isolate.visit(path))]).toEqual([
      "rendered",
      "memory",
    ]);
  });

  it("pages are true again as soon as it answers", async () => {
    const { id, path } = await publish({ body: "good text" });
    const isolate = new Isolate();
    await isolate.visit(path);
    isolate.ahead = LEDGER_HARD_AGE_MS;
    await isolate.visit(path, { d1: down });
    await edit(id, "new text");

    expect(textOf(await isolate.visit(path))).toContain("new text");
  });
});
