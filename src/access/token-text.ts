// A token's text: a random secret behind a prefix that scanners of leaked secrets can look for.

import { randomBase64url } from "../encoding/base64url";
import { sha256Hex } from "../encoding/sha256";

const PREFIX = "ew_";
const SECRET_BYTES = 32;
const TEXT = /^ew_[\w-]{43}$/;
const HINT_LENGTH = PREFIX.length + 4;

export interface NewToken {
  text: string;
  hash: string;
  /** Of the 256 bits it tells 24. */
  hint: string;
}

export async function makeToken(): Promise<NewToken> {
  const text = PREFIX + randomBase64url(SECRET_BYTES);
  return { text, hash: await hashOf(text), hint: text.slice(0, HINT_LENGTH) };
}

/** Whether a text can be a token of ours, so that it is worth being looked for. */
export const isTokenText = (text: string): boolean => TEXT.test(text);

/** SHA-256 in hexadecimal. What is random needs no slow hash; and who doesn't know a text learns nothing by how long its hash is looked for. */
export const hashOf = (text: string): Promise<string> => sha256Hex(text);
