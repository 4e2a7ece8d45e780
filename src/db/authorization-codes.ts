// Codes that an app changes for a token, once.

import { eq, lt, sql } from "drizzle-orm";
import type { Database } from "./client";
import { unlessStop } from "./guard";
import { authorizationCodes } from "./indieauth-schema";
import { tokens } from "./people-schema";

export type CodeRow = typeof authorizationCodes.$inferSelect;
export type NewCode = Omit<CodeRow, "usedAt" | "tokenHash">;

/** Keeps a code, and forgets those that ended before `forgetBefore`: so there are never many. */
export const keepCode = (db: Database, code: NewCode, forgetBefore: number) =>
  [
    db.delete(authorizationCodes).where(lt(authorizationCodes.expiresAt, forgetBefore)),
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
