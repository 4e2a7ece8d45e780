// The commands on tokens. Each is one batch with its audit line.

import { codeOfToken } from "../db/authorization-codes";
import { Batch } from "../db/batch";
import { openDatabase } from "../db/client";
import { claimKey, noteToken } from "../db/idempotency";
import { personByHandle } from "../db/people";
import { addToken, type Reach, revokeOne, type TokenRow } from "../db/tokens";
import type { AccessDesk } from "./people";
import { includes, type Principal, type Role, type Scope, scopeOf } from "./scopes";
import { makeToken } from "./token-text";

export interface TokenInput {
  name: string;
  scope: Scope;
  /** The handle of whose it is; null: a machine's. */
  person: string | null;
  /** Ms since the epoch; null: it lives until it is revoked. */
  expiresAt: number | null;
}

export type TokenCreation =
  /** `text` is the token itself: it can be had here only. */
  | { ok: true; token: TokenRow; text: string }
  | { ok: false; reason: "no_such_person" | "disabled_person" | "no_life" }
  | { ok: false; reason: "beyond_role"; role: Role; most: Scope };

/** Makes a token. */
export async function createToken({ d1, claim, by, now }: AccessDesk, input: TokenInput): Promise<TokenCreation> {
  const { name, scope, expiresAt } = input;
  const db = openDatabase(d1.withSession("first-primary"));
  if (expiresAt !== null && expiresAt <= now) return { ok: false, reason: "no_life" };
  const person = input.person === null ? null : (await personByHandle(db, input.person))[0];
  if (person === undefined) return { ok: false, reason: "no_such_person" };
  if (person !== null) {
    const { role, disabledAt } = person;
    if (disabledAt !== null) return { ok: false, reason: "disabled_person" };
    if (!includes(scopeOf(role), scope)) return { ok: false, reason: "beyond_role", role, most: scopeOf(role) };
  }
  // Should they be disabled, or another role be theirs, from here on, that holds for this token as well.
  const { text, hash, hint } = await makeToken();
  const values = { personId: person?.id ?? null, name, scope, hash, hint, createdAt: now, createdBy: by, expiresAt };
  const [insert, audit, select] = addToken(db, values);
  const batch = new Batch(db);
  if (claim !== undefined) batch.add(claimKey(db, claim));
  batch.addAll([insert, audit]);
  if (claim !== undefined) batch.add(noteToken(db, claim, hash));
  const added = batch.add(select);
  await batch.run();
  const [token] = added();
  if (token === undefined) throw new Error("a token that was added is not there");
  return { ok: true, token, text };
}

/** Whether somebody shows a token that an app got from a person (IndieAuth), which is not to be used in the person's own place. */
export async function isApp(d1: D1Database, { token }: Principal): Promise<boolean> {
  if (token === null) return false;
  const codes = await codeOfToken(openDatabase(d1.withSession("first-primary")), token.id);
  return codes.length > 0;
}

/** Which tokens someone sees, and may revoke: their own, and an administrator everybody's; a machine and an app the one they show. */
export async function reachOf(d1: D1Database, principal: Principal): Promise<Reach> {
  const { scope, token } = principal;
  if (scope === "admin" || token === null) return "all";
  const { id, personId } = token;
  return personId === null || (await isApp(d1, principal)) ? { tokenId: id } : { personId };
}

/** Revokes a token for good: the next request that shows it is refused. Null: there is none within the reach. */
export async function revokeToken(
  { d1, now, by }: AccessDesk,
  { id, reach }: { id: number; reach: Reach },
): Promise<TokenRow | null> {
  const db = openDatabase(d1);
  const [, , [token]] = await db.batch(revokeOne(db, { id, reach, now, by }));
  return token ?? null;
}
