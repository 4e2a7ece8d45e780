// SHA-256, by which files, pages, secrets and requests are known.

/** The 32 bytes for bytes, or for a text's UTF-8. */
export async function sha256(content: string | BufferSource): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

/** The same as 64 hexadecimal digits, in lower case. */
export const sha256Hex = async (content: string | BufferSource): Promise<string> => (await sha256(content)).toHex();
