// Tokens: what a text opens, and the list of them.

import { and, desc, eq, lt, type SQL, sql } from "drizzle-orm";
import type { Database } from "./client";
import { people, tokens } from "./people-schema";
import { audit } from "./schema";

/** What a token opens, by the hash of its text. Two rows at most, by `tokens_hash` and primary key. */
export const tokenByHash = (db: Database, hash: string) =>
  db
    .select({
      id: tokens.id,
      name: tokens.name,
      scope: tokens.scope,
      expiresAt: tokens.expiresAt,
      lastUsedAt: tokens.lastUsedAt,
      revokedAt: tokens.revokedAt,
      personId: tokens.personId,
      handle: people.handle,
      role: people.role,
      disabledAt: people.disabledAt,
    })
    .from(tokens)
    .leftJoin(people, eq(people.id, tokens.personId))
    .where(eq(tokens.hash, hash));

export type ShownToken = Awaited<ReturnType<typeof tokenByHash>>[number];

/** Notes that a token is used, unless that was noted since `since`. */
export const noteUse = (db: Database, { id, now, since }: { id: number; now: number; since: number }) =>
  db.run(sql`update ${tokens} set last_used_at = ${now}
    where id = ${id} and (last_used_at is null or last_used_at <= ${since})`);

/** Whose tokens: everybody's, one person's, or only the one of this id. */
export type Reach = "all" | { personId: number } | { tokenId: number };

function isWithin(reach: Reach): SQL | undefined {
  if (reach === "all") return undefined;
  return "personId" in reach ? sql`tokens.person_id = ${reach.personId}` : sql`tokens.id = ${reach.tokenId}`;
}

const tokenColumns = {
  id: tokens.id,
  person: people.handle,
  name: tokens.name,
  scope: tokens.scope,
  hint: tokens.hint,
  createdAt: tokens.createdAt,
  createdBy: tokens.createdBy,
  expiresAt: tokens.expiresAt,
  lastUsedAt: tokens.lastUsedAt,
  revokedAt: tokens.revokedAt,
};

const tokensWhere = (db: Database, ...conditions: (SQL | undefined)[]) =>
  db
    .select(tokenColumns)
    .from(tokens)
    .leftJoin(people, eq(people.id, tokens.personId))
    .where(and(...conditions));

/** One token. Two rows, by primary keys. */
export const tokenById = (db: Database, id: number, reach: Reach) =>
  tokensWhere(db, eq(tokens.id, id), isWithin(reach));

export type TokenRow = Awaited<ReturnType<typeof tokenById>>[number];

export interface TokenFilter {
  reach: Reach;
  /** A person's handle. */
  person?: string | undefined;
  before: number;
  limit: number;
}

/** Tokens, newest first: two rows each, by primary key or, of one person, by `tokens_person`. */
export const tokensOf = (db: Database, { reach, person, before, limit }: TokenFilter) =>
  tokensWhere(
    db,
    lt(tokens.id, before),
    isWithin(reach),
    person === undefined ? undefined : sql`tokens.person_id = (select id from ${people} where handle = ${person})`,
  )
    .orderBy(desc(tokens.id))
    .limit(limit);

export interface TokenValues {
  personId: number | null;
  name: string;
  scope: TokenRow["scope"];
  hash: string;
  hint: string;
  createdAt: number;
  createdBy: string;
  expiresAt: number | null;
}

/** Adds a token, with its audit line; the token itself comes last. */
export const addToken = (db: Database, values: TokenValues) =>
  [
    db.insert(tokens).values(values),
    db.run(sql`insert into ${audit} (at, by, action, target)
      select created_at, created_by, 'create with ' || scope, 'token:' || id from ${tokens} where hash = ${values.hash}`),
    tokensWhere(db, eq(tokens.hash, values.hash)),
  ] as const;

/** Revokes a token that isn't yet, with its audit line; the token itself, if there is one, comes last. */
export function revokeOne(db: Database, { id, reach, now, by }: { id: number; reach: Reach; now: number; by: string }) {
  const isMeant = sql.join([sql`id = ${id} and revoked_at is null`, isWithin(reach) ?? sql`true`], sql` and `);
  return [
    db.run(sql`insert into ${audit} (at, by, action, target)
      select ${now}, ${by}, 'revoke', 'token:' || id from ${tokens} where ${isMeant}`),
    db.run(sql`update ${tokens} set revoked_at = ${now} where ${isMeant}`),
    tokenById(db, id, reach),
  ] as const;
}
