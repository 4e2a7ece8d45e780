// A token's text: a random secret behind a prefix that scanners of leaked secrets can look for.

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
  const secret = crypto.getRandomValues(new Uint8Array(SECRET_BYTES));
  const text = PREFIX + secret.toBase64({ alphabet: "base64url", omitPadding: true });
  return { text, hash: await hashOf(text), hint: text.slice(0, HINT_LENGTH) };
}

/** Whether a text can be a token of ours, so that it is worth being looked for. */
export const isTokenText = (text: string): boolean => TEXT.test(text);

/** SHA-256 in hexadecimal. What is random needs no slow hash; and who doesn't know a text learns nothing by how long its hash is looked for. */
export const hashOf = async (text: string): Promise<string> =>
  new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))).toHex();
