// What an isolate serves when replicas lag (P13), and after a restore (P11).

import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { LEDGER_HARD_AGE_MS } from "../../src/pages/limits";
import { publish } from "../promises/client";
import { Isolate, outcomeOf, quietConsole, watchedD1 } from "./builders";

quietConsole();

describe("sessions", () => {
  it("begin anywhere in a cold isolate, then where the view was read, and after an own write at its bookmark", async () => {
    const { path } = await publish();
    const { d1, seen } = watchedD1();
    const isolate = new Isolate({ d1 });

    await isolate.visit(path);
    const { view } = isolate.server.ledger;
    isolate.server.ledger.noteOwnPurge([{ id: 1_000_000, tag: "site" }], "zzz own write");

    expect(seen.sessions).toEqual(["first-unconstrained", view?.bookmark]);
    expect(isolate.server.ledger.view?.bookmark).toBe("zzz own write");
  });

  it("begin at an own write's bookmark even before there is a view, and the write is not forgotten by it", async () => {
    const { id, path } = await publish();
    const isolate = new Isolate();
    const asked: string[] = [];
    isolate.server.ledger.noteOwnPurge([{ id: 1_000_000, tag: `article:${id}` }], "zzz own write");

    isolate.server.ledger.session({
      withSession(bookmark) {
        asked.push(bookmark);
        return env.DB.withSession();
      },
    });
    const served = await isolate.visit(path, { d1: { withSession: () => env.DB.withSession() } });

    expect(asked).toEqual(["zzz own write"]);
    expect(outcomeOf(served)).toBe("rendered");
    expect(isolate.server.ledger.view?.purgedAt.get(`article:${id}`)).toBe(1_000_000);
  });
});

describe("a restored database", () => {
  it("serves none of the pages from before, though their versions are higher", async () => {
    const { path } = await publish();
    const isolate = new Isolate();
    await isolate.visit(path);
    await env.DB.exec("update site set incarnation = 'restored'");

    isolate.ahead = LEDGER_HARD_AGE_MS;
    const outcomes = [outcomeOf(await isolate.visit(path)), outcomeOf(await isolate.visit(path))];

    expect(outcomes).toEqual(["rendered", "memory"]);
    expect(isolate.server.ledger.view?.incarnation).toBe("restored");
  });

  it("is believed even when the clock has stepped back meanwhile", async () => {
    const { path } = await publish();
    const isolate = new Isolate();
    isolate.ahead = 3_600_000;
    await isolate.visit(path);
    await env.DB.exec("update site set incarnation = 'restored again'");

    isolate.ahead = 0;
    await isolate.visit(path);

    expect(isolate.server.ledger.view?.incarnation).toBe("restored again");
    expect(isolate.server.ledger.age(Date.now())).toBe("fresh");
  });
});
