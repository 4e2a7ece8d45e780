// D1 failing between any two statements of a write: nothing at all has changed, and the editor is told to try again (P5).

import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { quietConsole } from "../pages/builders";
import { overriding } from "./bindings";
import { unavailableProblem } from "./expected";
import { Isolate } from "./isolate";
import { type Asked, requestOf, someChanges } from "./requests";
import { allTables } from "./tables";

quietConsole();

const ORIGIN = "http://site.test";

/** D1 that fails when it comes to the n-th statement of all its batches. */
function failingAt(n: number): D1Database {
  let carriedOut = 0;
  // The smallest integer has no absolute value: the statement is prepared, and fails when it is run.
  const failing = env.DB.prepare("select abs(-9223372036854775807 - 1)");
  const batchOf = (session: D1DatabaseSession | D1Database) => (statements: D1PreparedStatement[]) => {
    const left = n - 1 - carriedOut;
    carriedOut += statements.length;
    const fails = left >= 0 && left < statements.length;
    return session.batch(fails ? statements.toSpliced(left, 0, failing) : statements);
  };
  return overriding(env.DB, {
    batch: batchOf(env.DB),
    withSession: (bookmark?: string) => {
      const session = env.DB.withSession(bookmark);
      return overriding(session, { batch: batchOf(session) });
    },
  });
}

/** More statements than any write has. */
const ENOUGH = 100;

const WHO_MAY_COME_IN: Asked[] = [
  { path: "/api/people", body: { handle: "li-wei", name: "Li Wei", role: "author" } },
  { path: "/api/tokens", body: { name: "phone", scope: "read" } },
].map(({ path, body }) => ({ kind: "apiWrite", method: "POST", path, status: 201, body: JSON.stringify(body) }));

it("fails a write without having changed or purged anything, wherever D1 fails, and says so", async () => {
  const failures: [string, number][] = [];
  for (const asked of [...(await someChanges()), ...WHO_MAY_COME_IN]) {
    const isolate = new Isolate();
    await isolate.ask(new Request(`${ORIGIN}/news`), env);
    await isolate.settled();
    const [before, purgedBefore] = [await allTables(), isolate.ledger.view?.purgedAt];
    const name = `${asked.method} ${asked.path} ${asked.status}`;
    let n = 1;
    for (; n < ENOUGH; n++) {
      const answer = await isolate.ask(requestOf(asked, ORIGIN), { ...env, DB: failingAt(n) });
      if (answer.status === asked.status) break;

      unavailableProblem(answer, asked);
      expect([name, n, await allTables()]).toEqual([name, n, before]);
      expect([name, n, isolate.ledger.view?.purgedAt]).toEqual([name, n, purgedBefore]);
    }
    failures.push([name, n - 1]);
  }

  // As many as the write has statements: two for the shortest, an audit line and the purge.
  expect(failures).toHaveLength(15);
  expect(failures.filter(([, times]) => times < 2 || times >= ENOUGH - 1)).toEqual([]);
}, 60_000);
