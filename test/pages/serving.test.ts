// What an isolate serves, from where, and after how many waits, with the real D1, KV and renderers.

import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { Ledger } from "../../src/pages/ledger";
import { d1Ledger } from "../../src/pages/ledger-source";
import { LEDGER_HARD_AGE_MS, LEDGER_SOFT_AGE_MS } from "../../src/pages/limits";
import { api, cacheStatus, ORIGIN, publish, visit } from "../promises/client";
import { hangs, Isolate, outcomeOf, quietConsole, textOf, watchedD1, watchedKv } from "./builders";

quietConsole();

const edit = (id: number, body: string) => api("PATCH", `/articles/${id}`, { body });

describe("waits", () => {
  it("are none for a page in memory while the view is young", async () => {
    const { path } = await publish();
    const isolate = new Isolate();
    await isolate.visit(path);
    const [{ d1, seen }, { kv, seen: seenByKv }] = [watchedD1(), watchedKv()];

    const served = await isolate.visit(path, { d1, kv });

    expect([outcomeOf(served), seen.waits, seenByKv.gets]).toEqual(["memory", 0, 0]);
  });

  it("are none past the view's soft age: the tail is read after the answer, once", async () => {
    const { path } = await publish();
    const isolate = new Isolate();
    await isolate.visit(path);
    isolate.ahead = LEDGER_SOFT_AGE_MS + 100;
    const { d1, seen } = watchedD1({ before: () => scheduler.wait(20) });

    const served = await Promise.all([isolate.ask(path, { d1 }), isolate.ask(path, { d1 }), isolate.ask(path, { d1 })]);

    expect([served.map(outcomeOf), seen.waits]).toEqual([["memory", "memory", "memory"], 1]);
    await isolate.settled();
    expect(isolate.server.ledger.age(Date.now() + isolate.ahead)).toBe("fresh");
  });

  it("are one past its hard age: KV and the tail side by side", async () => {
    const { path } = await publish();
    const isolate = new Isolate();
    await isolate.visit(path);
    isolate.ahead = LEDGER_HARD_AGE_MS;
    const underWay = { d1: false, kv: false, both: false };
    const goes = (part: "d1" | "kv") => async () => {
      underWay[part] = true;
      await scheduler.wait(30);
      underWay.both ||= underWay.d1 && underWay.kv;
      underWay[part] = false;
    };
    const { d1, seen } = watchedD1({ before: goes("d1") });
    const { kv, seen: seenByKv } = watchedKv({ before: goes("kv") });

    const served = await isolate.visit(path, { d1, kv });

    expect([outcomeOf(served), seen.waits, seenByKv.gets, underWay.both]).toEqual(["memory", 1, 1, true]);
  });

  it("are one for a page in KV that a cold isolate finds, without a render", async () => {
    const isolate = new Isolate();
    await isolate.visit("/");
    const cold = new Isolate();
    const { d1, seen } = watchedD1();

    const served = await cold.visit("/", { d1 });

    expect([outcomeOf(served), seen.waits, cold.renders]).toEqual(["kv", 1, 0]);
  });

  it("include a new reading when the view would be too old by the time that KV has answered", async () => {
    const { id, path } = await publish({ body: "old text" });
    const isolate = new Isolate();
    await isolate.visit(path);
    isolate.server.memory.delete(ORIGIN + path);
    await isolate.visit(path);
    await edit(id, "new text");
    isolate.server.memory.delete(ORIGIN + path);
    isolate.ahead = LEDGER_HARD_AGE_MS - 500;

    expect(textOf(await isolate.visit(path))).toContain("new text");
  });
});

describe("a page older than the view reaches", () => {
  /** An isolate whose view reaches only the newest row, as after a thousand purges. */
  function shortSighted(options: Isolate["options"] = {}) {
    const isolate = new Isolate(options);
    const ledger = new Ledger({
      ...d1Ledger,
      async readTail(session, since) {
        const tail = await d1Ledger.readTail(session, since);
        return { ...tail, rows: tail.rows.slice(0, 1), cut: true };
      },
    });
    Object.defineProperty(isolate.server, "ledger", { value: ledger });
    return isolate;
  }

  it("is checked by one query, not rendered; the next visit needs no wait", async () => {
    await new Isolate().visit("/");
    await api("POST", "/purges", { tags: ["something:else", "something:more"] });
    const { d1, seen } = watchedD1();
    const isolate = shortSighted({ d1 });

    const first = await isolate.visit("/");
    const waits = seen.waits;
    const second = await isolate.visit("/");

    expect([outcomeOf(first), waits, isolate.renders]).toEqual(["kv", 2, 0]);
    expect([outcomeOf(second), seen.waits]).toEqual(["memory", 2]);
  });

  it("is rendered when one of its tags was purged out of sight", async () => {
    await new Isolate().visit("/");
    await api("POST", "/purges", { tags: ["home", "something:else"] });
    const isolate = shortSighted();

    expect(outcomeOf(await isolate.visit("/"))).toBe("rendered");
  });
});

describe("a page from before the oldest row that the ledger keeps", () => {
  it("is rendered: rows that named its tags may be forgotten", async () => {
    await new Isolate().visit("/");
    await api("POST", "/purges", { tags: ["something:else", "something:more"] });
    await env.DB.exec("delete from ledger where id < (select max(id) from ledger)");

    expect(outcomeOf(await new Isolate().visit("/"))).toBe("rendered");
  });
});

describe("a slow render that an edit overtakes", () => {
  it("is never seen again: not by this isolate, and not from KV by another", async () => {
    const { id, path } = await publish({ body: "old text" });
    const isolate = new Isolate();
    await isolate.visit(path);
    isolate.server.memory.delete(ORIGIN + path);

    // The second render within ten minutes is put in KV.
    const slow = await isolate.visit(path, { afterRender: async () => void (await edit(id, "new text")) });
    isolate.ahead = LEDGER_HARD_AGE_MS;

    expect([textOf(slow).includes("old text"), slow.outcome === "rendered" && slow.stored]).toEqual([true, true]);
    expect(textOf(await isolate.visit(path))).toContain("new text");
    expect(textOf(await new Isolate().visit(path))).toContain("new text");
  });

  it("does not take the place of a newer page in memory", async () => {
    const { id, path } = await publish({ body: "old text" });
    const isolate = new Isolate();

    await isolate.visit(path, {
      afterRender: async () => {
        await edit(id, "new text");
        await isolate.server.ledger.refresh(env.DB, Date.now);
        // The lease ends while the slow one still renders; another request renders meanwhile.
        isolate.ahead = 1100;
        await isolate.ask(path);
        isolate.ahead = 0;
      },
    });

    expect(textOf(await isolate.visit(path))).toContain("new text");
  });
});

describe("many requests of one page at once", () => {
  it("render it once", async () => {
    const { path } = await publish();
    const isolate = new Isolate({ afterRender: () => scheduler.wait(60) });

    const served = await Promise.all(Array.from({ length: 50 }, () => isolate.ask(path)));
    await isolate.settled();

    expect(isolate.renders).toBe(1);
    expect(new Set(served.map(outcomeOf))).toEqual(new Set(["rendered", "memory"]));
  });

  it("render it themselves when the first takes longer than its lease, and the first has the page as well", async () => {
    const { path } = await publish();
    const isolate = new Isolate();
    const stuck = isolate.ask(path, { afterRender: hangs });
    while (isolate.renders === 0) await scheduler.wait(1);

    const second = isolate.ask(path);
    isolate.ahead = 1100;

    expect(outcomeOf(await second)).toBe("rendered");
    expect(outcomeOf(await stuck)).toBe("memory");
  });
});

describe("what is never kept", () => {
  it("asks neither memory nor KV", async () => {
    const { kv, seen } = watchedKv();
    const isolate = new Isolate({ kv });

    const served = await isolate.server.serveUnkept(isolate.requestFor("/search"));

    expect([outcomeOf(served), seen.gets, seen.puts]).toEqual(["bypassed", 0, 0]);
  });

  it("is 404, 410, what a search found, and an archive without articles", async () => {
    const withdrawn = await publish();
    await api("DELETE", `/articles/${withdrawn.id}`);
    const before = await env.PAGES.list();
    const statuses = [];

    for (const path of [
      "/no/such",
      "/news/no-such",
      withdrawn.path,
      "/search?q=x",
      "/news/1999/01",
      "/tag/none",
      "/a/999",
    ]) {
      const [first, second] = [await visit(path), await visit(path)];
      statuses.push(second.status);
      expect(cacheStatus(first) + cacheStatus(second)).not.toContain("hit");
    }

    expect(statuses).toEqual([404, 404, 410, 200, 200, 404, 404]);
    expect(await env.PAGES.list()).toEqual(before);
    for (const path of ["/search?q=x", "/nothing/such/page"])
      expect(cacheStatus(await visit(path))).toContain("fwd=bypass");
  });
});
