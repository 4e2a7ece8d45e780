// Codes of IndieAuth: who signs in lets an app have one, and the app changes it for a token, or for who signed in. Good for a short
// while, for the app that it was made for, and once.

import { type CodeRow, codeByHash, keepCode, type NewCode, takeCode } from "../db/authorization-codes";
import { Batch } from "../db/batch";
import { openDatabase } from "../db/client";
import { isGuardFailure } from "../db/guard";
import { addToken } from "../db/tokens";
import { randomBase64url, toBase64url } from "../encoding/base64url";
import { sha256 } from "../encoding/sha256";
import { hashOf, makeToken } from "./token-text";
import { revokeToken } from "./tokens";

/** IndieAuth §5.2.1 names ten minutes as the most; an app changes it at once. */
const CODE_LIFE_MS = 10 * 60_000;
const CODE_KNOWN_MS = 24 * 3_600_000;
/** So long an app needn't ask again; and so long its code is known, which tells that the token is an app's. */
export const TOKEN_LIFE_SECONDS = 90 * 86_400;
const SECRET_BYTES = 32;
const MAX_NAME_LENGTH = 100;

interface CodeDesk {
  d1: D1Database;
  /** Ms since the epoch. */
  now: number;
}

export type Grant = Omit<NewCode, "hash" | "expiresAt">;

/** Makes a code: its text, which can be had here only. */
export async function makeCode({ d1, now }: CodeDesk, grant: Grant): Promise<string> {
  const code = randomBase64url(SECRET_BYTES);
  const row = { ...grant, hash: await hashOf(code), expiresAt: now + CODE_LIFE_MS };
  const before = { tokenless: now - CODE_KNOWN_MS, all: now - TOKEN_LIFE_SECONDS * 1000 };
  await openDatabase(d1).batch(keepCode(openDatabase(d1), row, before));
  return code;
}

/** What an app shows for a code: itself, and the secret that the challenge was made of (RFC 7636 §4.5). */
export interface Shown {
  code: string;
  clientId: string;
  redirectUri: string;
  verifier: string;
}

/** What a code was good for: `text` is the token, if it was for one, and if one was wanted. */
export interface Redeemed {
  granted: string;
  text: string | null;
}

/** Changes a code for what it is good for; null where it is good for nothing, or not for this app. */
export async function redeemCode(desk: CodeDesk, shown: Shown, wanted: "token" | "profile"): Promise<Redeemed | null> {
  const { d1, now } = desk;
  const db = openDatabase(d1.withSession("first-primary"));
  const hash = await hashOf(shown.code);
  const [code] = await codeByHash(db, hash);
  if (code === undefined || !(await isFor(code, shown))) return null;
  if (code.usedAt !== null) return takeBack(desk, hash);
  if (code.expiresAt <= now) return null;
  if (wanted === "profile") {
    const isFirst = await isTaken(async () => void (await db.batch(takeCode(db, { hash, tokenHash: null, now }))));
    return isFirst ? { granted: code.granted, text: null } : takeBack(desk, hash);
  }
  const { scope, granted, personId } = code;
  if (scope === null) return null;
  const { text, hint, hash: tokenHash } = await makeToken();
  const name = new URL(code.clientId).host.slice(0, MAX_NAME_LENGTH);
  const life = { createdAt: now, createdBy: code.grantedBy, expiresAt: now + TOKEN_LIFE_SECONDS * 1000 };
  const [insert, audit] = addToken(db, { personId, name, scope, hash: tokenHash, hint, ...life });
  const batch = new Batch(db);
  batch.addAll([...takeCode(db, { hash, tokenHash, now }), insert, audit]);
  return (await isTaken(() => batch.run())) ? { granted, text } : takeBack(desk, hash);
}

/** A code that is shown twice may have been stolen, so what it was changed for opens nothing from here on (RFC 6749 §4.1.2). */
async function takeBack({ d1, now }: CodeDesk, hash: string): Promise<null> {
  const [code] = await codeByHash(openDatabase(d1.withSession("first-primary")), hash);
  if (code !== undefined && code.tokenId !== null) {
    await revokeToken({ d1, by: code.grantedBy, now }, { id: code.tokenId, reach: "all" });
  }
  return null;
}

/** Runs a batch that takes a code; false where somebody took it first. */
async function isTaken(run: () => Promise<void>): Promise<boolean> {
  try {
    await run();
    return true;
  } catch (error) {
    if (isGuardFailure(error)) return false;
    throw error;
  }
}

async function isFor(
  code: Pick<CodeRow, "clientId" | "redirectUri" | "codeChallenge">,
  { clientId, redirectUri, verifier }: Shown,
): Promise<boolean> {
  if (code.clientId !== clientId || code.redirectUri !== redirectUri) return false;
  return toBase64url(await sha256(verifier)) === code.codeChallenge;
}
