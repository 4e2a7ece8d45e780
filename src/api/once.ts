// Carries out a request under an `Idempotency-Key` once: the same request again gets the first answer and changes nothing.
//
// A command's batch takes the key (db/idempotency.ts), so effect and key are one transaction. Of many at once one gets it; the
// others' batches stop, and they answer as it does. An answer that a crash swallowed is made again from what the batch noted.

import { type Database, openDatabase } from "../db/client";
import { type Claim, isKeyTaken, type KeptAnswer, keepAnswer, recordOf } from "../db/idempotency";
import { MAX_REQUEST_BYTES } from "../http/body";
import type { ApiContext, Call, Handler } from "./context";
import { fingerprintOf, MAX_KEY_LENGTH, readIdempotencyKey } from "./idempotency-key";
import { problem } from "./problem";
import { readBytes } from "./read-body";
import { answerAgain } from "./recall";

/** A row of D1 takes 2 MB. An answer of more bytes than this, which only the longest texts need, is made again each time. */
const MAX_KEPT_BYTES = 1_000_000;

const KEPT_HEADERS = ["content-type", "etag", "location"];

/** A request with a key, and where the keys are. */
interface Asked {
  c: ApiContext;
  isShownOnce: boolean;
  claim: Claim;
  db: Database;
}

/** A handler that a key makes one that is carried out once. Without a key it is what it was. */
export const once =
  ({ answer, shownOnce }: Pick<Call, "answer" | "shownOnce">): Handler =>
  async (c) => {
    const sent = readIdempotencyKey(c.req.raw.headers);
    if (sent === null) return answer(c);
    if (sent === "malformed") {
      const detail = `The header Idempotency-Key must be a string of 1 to ${MAX_KEY_LENGTH} characters, such as "8e03978e-40d5".`;
      return problem("broken-idempotency-key", { detail });
    }
    const body = await readBytes(c.req.raw, MAX_REQUEST_BYTES);
    if (!body.ok) return body.response;
    const { url, method, headers } = c.req.raw;
    const claim = {
      by: c.get("principal").name,
      path: new URL(url).pathname,
      key: sent.key,
      fingerprint: await fingerprintOf(c.req.raw, body.value),
      at: Date.now(),
    };
    // A replica may not know yet what happened under the key.
    const asked = {
      c,
      claim,
      isShownOnce: shownOnce === true,
      db: openDatabase(c.env.DB.withSession("first-primary")),
    };
    const known = await firstAnswer(asked);
    if (known !== null) return known;
    c.set("claim", claim);
    c.req.raw = new Request(url, { method, headers, body: body.value });
    const response = await unlessTaken(answer(c));
    if (response?.ok) return keep(asked, response);
    // What was refused changed nothing and isn't remembered. It may be refused because the first request was carried out meanwhile.
    return (await firstAnswer(asked)) ?? response ?? problem("contended", { headers: { "retry-after": "1" } });
  };

/** Null: someone else's batch took the key first. */
async function unlessTaken(answer: Promise<Response>): Promise<Response | null> {
  try {
    return await answer;
  } catch (error) {
    if (isKeyTaken(error)) return null;
    throw error;
  }
}

/** What was answered, or is now, to the first request under the key; null when there was none, or all of it may be done again. */
async function firstAnswer(asked: Asked): Promise<Response | null> {
  const { c, claim, db } = asked;
  const record = await recordOf(db, claim);
  if (record === null) return null;
  if (record.fingerprint !== claim.fingerprint) {
    return problem("idempotency-key-reused", {
      detail: "Another request was made with this Idempotency-Key: use a new key for each.",
    });
  }
  if (record.answer !== null) return replayed(record.answer);
  if (record.outcome === null) return null;
  return keep(asked, asReplayed(await answerAgain(c, record.outcome)));
}

/** Keeps an answer and gives it, or, where another one was kept first, that one. What can't be kept isn't answered. */
async function keep(asked: Asked, response: Response): Promise<Response> {
  const { claim, db, isShownOnce } = asked;
  const { status } = response;
  const bytes = await response.arrayBuffer();
  const headers = KEPT_HEADERS.flatMap((name) => {
    const value = response.headers.get(name);
    return value === null ? [] : [[name, value]];
  });
  const isKept = response.ok && !isShownOnce && bytes.byteLength <= MAX_KEPT_BYTES;
  const body = isKept ? new TextDecoder().decode(bytes) : "";
  const kept = isKept ? { status, headers: Object.fromEntries(headers), body } : null;
  const own = await keepAnswer(db, claim, kept);
  const first = own.length > 0 ? null : await firstAnswer(asked);
  return first ?? new Response(bytes, response);
}

const replayed = ({ status, headers, body }: KeptAnswer): Response =>
  asReplayed(new Response(body, { status, headers: { ...headers, "cache-control": "no-store" } }));

/** Tells an answer that is given again. */
function asReplayed(response: Response): Response {
  response.headers.set("idempotent-replayed", "true");
  return response;
}
