// Codes that an app changes for a token, once.

import { eq, sql } from "drizzle-orm";
import type { Database } from "./client";
import { unlessStop } from "./guard";
import { authorizationCodes } from "./indieauth-schema";
import { tokens } from "./people-schema";

export type CodeRow = typeof authorizationCodes.$inferSelect;
export type NewCode = Omit<CodeRow, "usedAt" | "tokenHash">;

/** Keeps a code, and forgets those that ended before: those that no token came of, and those whose tokens' lives are over. */
export const keepCode = (db: Database, code: NewCode, before: { tokenless: number; all: number }) =>
  [
    db
      .delete(authorizationCodes)
      .where(
        sql`${authorizationCodes.expiresAt} < case when ${authorizationCodes.tokenHash} is null then ${before.tokenless} else ${before.all} end`,
      ),
    db.insert(authorizationCodes).values(code),
  ] as const;

/** A code by its hash, with the token that it was changed for. Two rows, by primary key and `tokens_hash`. */
export const codeByHash = (db: Database, hash: string) =>
  db
    .select({
      clientId: authorizationCodes.clientId,
      redirectUri: authorizationCodes.redirectUri,
      codeChallenge: authorizationCodes.codeChallenge,
      granted: authorizationCodes.granted,
      scope: authorizationCodes.scope,
      personId: authorizationCodes.personId,
      grantedBy: authorizationCodes.grantedBy,
      expiresAt: authorizationCodes.expiresAt,
      usedAt: authorizationCodes.usedAt,
      tokenId: tokens.id,
    })
    .from(authorizationCodes)
    .leftJoin(tokens, eq(tokens.hash, authorizationCodes.tokenHash))
    .where(eq(authorizationCodes.hash, hash));

/** The code that a token came of: then it is an app's. A row for each app that was let in lately, of which there are few. */
export const codeOfToken = (db: Database, tokenId: number) =>
  db
    .select({ clientId: authorizationCodes.clientId })
    .from(authorizationCodes)
    .where(sql`${authorizationCodes.tokenHash} = (select hash from ${tokens} where id = ${tokenId})`)
    .limit(1);

/** Takes a code, for a token of this hash if for any; stops the batch where it was taken before. */
export const takeCode = (
  db: Database,
  { hash, tokenHash, now }: { hash: string; tokenHash: string | null; now: number },
) =>
  [
    unlessStop(
      db,
      sql`exists (select 1 from ${authorizationCodes} where ${authorizationCodes.hash} = ${hash} and ${authorizationCodes.usedAt} is null)`,
    ),
    db.update(authorizationCodes).set({ usedAt: now, tokenHash }).where(eq(authorizationCodes.hash, hash)),
  ] as const;
