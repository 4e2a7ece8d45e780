// Sites that are exported and imported: an editor's calls, visits, and the import of a text, each in an isolate of its own.

import { runDurableObjectAlarm } from "cloudflare:test";
import { env } from "cloudflare:workers";
import type { Env } from "../../src/env";
import type { ImportPlace, Taken } from "../../src/imports/format";
import { ndjsonFormat } from "../../src/imports/ndjson/format";
import { PageServer } from "../../src/pages/serve";
import { counterName } from "../../src/reads/delivery";
import { type Body, ORIGIN, TOKEN, theRow } from "../api/client";
import { overriding } from "../failing/bindings";
import { Isolate } from "../failing/isolate";
import { dumpOf } from "../imports/reading";

/** The test's own, but for the limit of writes a minute. */
const unlimited: Env = {
  ...env,
  WRITE_LIMIT: overriding(env.WRITE_LIMIT, { limit: async () => ({ success: true }) }),
};

/** Asked of an isolate that has just begun: another database took the place of the one that an older isolate knows. */
export async function ask(method: string, path: string, body?: BodyInit, headers: Record<string, string> = {}) {
  const isolate = new Isolate();
  const answer = await isolate.ask(
    new Request(`${ORIGIN}${path}`, {
      method,
      redirect: "manual",
      headers: { authorization: `Bearer ${TOKEN}`, "content-type": "application/json", ...headers },
      ...(body !== undefined && { body }),
    }),
    unlimited,
  );
  // What goes on after an answer would meet the next database.
  await isolate.settled();
  return answer;
}

/** A call that must succeed; its answer's body. */
export async function call(
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
): Promise<Body> {
  const isRaw = typeof body === "string" || body instanceof ArrayBuffer;
  const sent = body === undefined || isRaw ? body : JSON.stringify(body);
  const { status, text } = await ask(method, `/api${path}`, sent, headers);
  if (status >= 300) throw new Error(`${method} ${path}: ${status} ${text}`);
  return JSON.parse(text);
}

/** The whole export, asked for as often as `limit` makes it necessary. `meanwhile` comes between two requests. */
export async function exportAll(limit?: number, meanwhile?: (turn: number) => Promise<void>): Promise<string> {
  let text = "";
  for (let turn = 0; turn < 1000; turn++) {
    const cursor = JSON.parse(text.trimEnd().split("\n").at(-1) || "{}").cursor;
    const query = new URLSearchParams({ ...(cursor && { cursor }), ...(limit && { limit: String(limit) }) });
    const answer = await ask("GET", `/api/export?${query}`);
    if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`);
    text += answer.text;
    if (text.includes('\n{"type":"end"')) return text;
    await meanwhile?.(turn + 1);
  }
  throw new Error("the export does not end");
}

export const linesOf = (text: string): Body[] =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));

export const placeIn = (bindings: Env = env, place: Partial<ImportPlace> = {}): ImportPlace => ({
  desk: {
    d1: bindings.DB,
    ledger: new PageServer().ledger,
    by: "importer",
    scope: "admin",
    now: Date.now(),
    siteOrigin: null,
  },
  bucket: bindings.MEDIA,
  counters: bindings.READS,
  fetchMedia: async () => ({ notFetched: "no" }),
  ...place,
});

/** Takes in an export, line by line. */
export async function importText(text: BlobPart, place = placeIn()): Promise<Taken[]> {
  const taken: Taken[] = [];
  for await (const item of ndjsonFormat.read(dumpOf(new Blob([text]))))
    taken.push(await ndjsonFormat.take(item, place));
  return taken;
}

/** How many lines came to each outcome. */
export const outcomesOf = (taken: readonly Taken[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { outcome } of taken) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
};

export async function counterOf(articleId: number) {
  const { guid } = await theRow<{ guid: string }>("select guid from site");
  return env.READS.getByName(counterName(guid, articleId));
}

let deliveries = 0;

/** Reads that an article's counter counts, and brings to D1. */
export async function read(articleId: number, reads: number, hosts?: Record<string, number>): Promise<void> {
  deliveries += 1;
  const counter = await counterOf(articleId);
  const delivery = { sender: `test${deliveries}`, lane: 0, sequence: 1, firstSentAt: Date.now() };
  await counter.add({ articleId, reads, ...delivery, ...(hosts && { hosts }) });
  await runDurableObjectAlarm(counter);
}
