// Bytes as text that stands in addresses and headers as it is: base64url without padding (RFC 4648 §5).

export const toBase64url = (bytes: Uint8Array): string => bytes.toBase64({ alphabet: "base64url", omitPadding: true });

/** Throws a `SyntaxError` for what is no base64url. */
export const fromBase64url = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.fromBase64(text, { alphabet: "base64url" });

/** So many random bytes. */
export const randomBase64url = (bytes: number): string => toBase64url(crypto.getRandomValues(new Uint8Array(bytes)));
