// Which pages are put in KV, and how often: its writes are the scarce good (P10, P16).

import { describe, expect, it } from "vitest";
import { PUT_PAUSE_MS, WORTH_STORING_MS } from "../../src/pages/limits";
import { ORIGIN, publish } from "../promises/client";
import { Isolate, quietConsole, watchedKv } from "./builders";

quietConsole();

describe("KV writes", () => {
  it("are made for a head page at once, and for another that is rendered twice within ten minutes", async () => {
    const { path } = await publish();
    const { kv, seen } = watchedKv();
    const isolate = new Isolate({ kv });
    const puts = [];

    for (const [page, ahead] of [
      ["/", 0],
      [path, 0],
      [path, WORTH_STORING_MS],
      [path, WORTH_STORING_MS + 1000],
    ] as const) {
      isolate.ahead = ahead;
      isolate.server.memory.delete(ORIGIN + page);
      const before = seen.puts;
      await isolate.visit(page, { kv: { ...kv, get: async () => null } });
      puts.push(seen.puts - before);
    }

    expect(puts).toEqual([1, 0, 0, 1]);
  });

  it("are made by chance for one in sixteen of the other renders, so that isolates share what each renders once", async () => {
    const { path } = await publish();
    const draws = [0, 0.06, 0.07, 0.99];
    const puts = [];
    for (const draw of draws) {
      const { kv, seen } = watchedKv();
      await new Isolate({ kv: { ...kv, get: async () => null }, random: () => draw }).visit(path);
      puts.push(seen.puts);
    }

    expect(puts).toEqual([1, 1, 0, 0]);
  });

  it("of one key are a minute apart, however often it is rendered", async () => {
    const { kv, seen } = watchedKv();
    const isolate = new Isolate({ kv: { ...kv, get: async () => null } });

    for (let ahead = 0; ahead < 4 * PUT_PAUSE_MS; ahead += PUT_PAUSE_MS / 4) {
      isolate.ahead = ahead;
      isolate.server.memory.delete(`${ORIGIN}/`);
      await isolate.visit("/");
    }

    expect([isolate.renders, seen.puts]).toEqual([16, 4]);
  });

  it("are none while pages are only served", async () => {
    const { kv, seen } = watchedKv();
    const isolate = new Isolate({ kv });
    await isolate.visit("/");
    const before = seen.puts;

    for (const days of [0, 1, 2, 3]) {
      isolate.ahead = days * 86_400_000;
      await isolate.visit("/");
    }

    expect(seen.puts).toBe(before);
  });
});
