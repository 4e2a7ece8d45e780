// Tells whether an item is what it was when it was taken.

/** SHA-256 of a value's JSON: the same for the same fields in the same order. */
export async function fingerprintOf(value: unknown): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
}
