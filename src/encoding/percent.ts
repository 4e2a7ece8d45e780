// Percent-encoding (RFC 3986 §2.1).

/** What a part of an address says; as it is written where its percent signs encode no UTF-8. */
export function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}
