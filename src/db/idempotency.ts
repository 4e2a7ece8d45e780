// The statements that carry out a request under an idempotency key once, and remember what came of it.

import { and, eq, type SQL, sql } from "drizzle-orm";
import * as z from "zod";
import type { Database } from "./client";
import { idempotencyKeys } from "./idempotency-schema";
import { people, tokens } from "./people-schema";
import { articles, deferredPurges, ledger } from "./schema";

/** Whose key, and at which address: the same key of someone else, or elsewhere, is another one. */
export interface KeyName {
  by: string;
  path: string;
  key: string;
}

/** What is asked under a key. */
export interface Claim extends KeyName {
  fingerprint: string;
  /** Ms since the epoch. */
  at: number;
}

/** What a command did under a key. */
const outcomeSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("article"),
    id: z.int(),
    /** Whether the command made it. */
    isNew: z.boolean(),
    purged: z.array(z.string()),
  }),
  z.object({ kind: z.literal("purged"), tags: z.array(z.string()), version: z.int() }),
  z.object({ kind: z.literal("waiting"), tags: z.array(z.string()), id: z.int(), dueAt: z.number() }),
  z.object({ kind: z.enum(["person", "token"]), id: z.int() }),
]);

export type ClaimOutcome = z.infer<typeof outcomeSchema>;

const answerSchema = z.object({ status: z.int(), headers: z.record(z.string(), z.string()), body: z.string() });

export type KeptAnswer = z.infer<typeof answerSchema>;

export interface KeyRecord {
  fingerprint: string;
  outcome: ClaimOutcome | null;
  answer: KeptAnswer | null;
}

/** What is known of a key. One row, by primary key. */
export async function recordOf(db: Database, name: KeyName): Promise<KeyRecord | null> {
  const { fingerprint, outcome, status, headers, body } = idempotencyKeys;
  const [row] = await db.select({ fingerprint, outcome, status, headers, body }).from(idempotencyKeys).where(is(name));
  if (row === undefined) return null;
  return {
    fingerprint: row.fingerprint,
    outcome: row.outcome === null ? null : outcomeSchema.parse(row.outcome),
    answer: row.status === null ? null : answerSchema.parse(row),
  };
}

const is = ({ by, path, key }: KeyName) =>
  and(eq(idempotencyKeys.by, by), eq(idempotencyKeys.path, path), eq(idempotencyKeys.key, key));

/** Takes the key, in the batch of the effect; where it is taken the batch stops. Before the batch's first ledger row. */
export const claimKey = (db: Database, { by, path, key, fingerprint, at }: Claim) =>
  db.run(sql`insert into ${idempotencyKeys} (by, path, key, fingerprint, at, outcome)
    values (${by}, ${path}, ${key}, ${fingerprint}, ${at}, (select coalesce(max(id), 0) from ${ledger}))`);

/** Whether an error says that a batch's key was taken. */
export function isKeyTaken(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause.message.includes("UNIQUE constraint failed: idempotency_keys.")) return true;
  }
  return false;
}

/** What the batch did to an article: after its last ledger row, since those after the claim are its own, and no more are read. */
export const noteArticle = (db: Database, claim: Claim, { guid, isNew }: { guid: string; isNew: boolean }) =>
  noteOutcome(
    db,
    claim,
    sql`json_object('kind', 'article', 'id', (select id from ${articles} where guid = ${guid}), 'isNew', json(${isNew ? "true" : "false"}),
      'purged', (select json_group_array(tag order by id) from ${ledger} where id > cast(outcome as integer)))`,
  );

/** That the batch purged tags; its version is the ledger's newest. */
export const notePurge = (db: Database, claim: Claim, tags: readonly string[]) =>
  noteOutcome(
    db,
    claim,
    sql`json_object('kind', 'purged', 'tags', json(${JSON.stringify(tags)}), 'version', (select max(id) from ${ledger}))`,
  );

/** That the batch keeps a purge, the newest that waits, until its time. */
export const noteWaitingPurge = (db: Database, claim: Claim, { tags, dueAt }: { tags: string[]; dueAt: number }) =>
  noteOutcome(
    db,
    claim,
    sql`json_object('kind', 'waiting', 'tags', json(${JSON.stringify(tags)}), 'dueAt', ${dueAt},
      'id', (select max(id) from ${deferredPurges}))`,
  );

/** That the batch added the person of this handle. */
export const notePerson = (db: Database, claim: Claim, handle: string) =>
  noteOutcome(db, claim, sql`json_object('kind', 'person', 'id', (select id from ${people} where handle = ${handle}))`);

/** That the batch added the token of this hash. */
export const noteToken = (db: Database, claim: Claim, hash: string) =>
  noteOutcome(db, claim, sql`json_object('kind', 'token', 'id', (select id from ${tokens} where hash = ${hash}))`);

const noteOutcome = (db: Database, name: KeyName, outcome: SQL) =>
  db.run(sql`update ${idempotencyKeys} set outcome = ${outcome} where ${is(name)}`);

/** Keeps the first answer (null: without its words). A row comes back if there was none, so that this one is the first. */
export function keepAnswer(db: Database, claim: Claim, answer: KeptAnswer | null) {
  const { by, path, key, fingerprint, at } = claim;
  const kept = { status: answer?.status ?? null, headers: answer?.headers ?? null, body: answer?.body ?? null };
  return db
    .insert(idempotencyKeys)
    .values({ by, path, key, fingerprint, at, ...kept })
    .onConflictDoUpdate({
      target: [idempotencyKeys.by, idempotencyKeys.path, idempotencyKeys.key],
      set: kept,
      setWhere: sql`${idempotencyKeys.status} is null and ${idempotencyKeys.fingerprint} = ${fingerprint}`,
    })
    .returning({ at: idempotencyKeys.at });
}

/** Forgets keys from before `before`, at most `limit` at a time. */
export const forgetKeys = (db: Database, { before, limit }: { before: number; limit: number }) =>
  db.run(sql`delete from ${idempotencyKeys} where rowid in (
    select rowid from ${idempotencyKeys} where at < ${before} limit ${limit})`);
