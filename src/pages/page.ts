// A stored page, in memory and in KV: a small framed header and two opaque bodies (P1).
//
// In KV: "EW02", the header's length (32 bits, big-endian), the header as JSON, the plain body, the same compressed by
// gzip. Bodies leave as they are stored: never parsed, decoded or hashed on the way out.

import * as z from "zod";

const MAGIC = 0x45_57_30_32;

const headerSchema = z.object({
  build: z.string(),
  incarnation: z.string(),
  /** The ledger version of the snapshot that the page was rendered from. */
  version: z.number().int(),
  tags: z.array(z.string()),
  /** When the content next changes by the clock alone; null: never. */
  until: z.number().nullable(),
  renderedAt: z.number(),
  etag: z.string(),
  status: z.number().int(),
  headers: z.record(z.string(), z.string()),
  plainBytes: z.number().int().nonnegative(),
  gzipBytes: z.number().int().nonnegative(),
});

export type PageHeader = z.infer<typeof headerSchema>;

export interface Page {
  header: PageHeader;
  plain: Uint8Array<ArrayBuffer>;
  gzip: Uint8Array<ArrayBuffer>;
}

export function encodePage({ header, plain, gzip }: Page): Uint8Array<ArrayBuffer> {
  const json = new TextEncoder().encode(JSON.stringify(header));
  const bytes = new Uint8Array(8 + json.length + plain.length + gzip.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC);
  view.setUint32(4, json.length);
  bytes.set(json, 8);
  bytes.set(plain, 8 + json.length);
  bytes.set(gzip, 8 + json.length + plain.length);
  return bytes;
}

/** A page from its stored bytes; null for anything else, an older form or one cut short included. */
export function decodePage(stored: ArrayBuffer): Page | null {
  if (stored.byteLength < 8) return null;
  const view = new DataView(stored);
  if (view.getUint32(0) !== MAGIC) return null;
  const start = 8 + view.getUint32(4);
  if (start > stored.byteLength) return null;
  const header = decodeHeader(new Uint8Array(stored, 8, start - 8));
  if (header === null || start + header.plainBytes + header.gzipBytes !== stored.byteLength) return null;
  return {
    header,
    plain: new Uint8Array(stored, start, header.plainBytes),
    gzip: new Uint8Array(stored, start + header.plainBytes),
  };
}

function decodeHeader(bytes: Uint8Array): PageHeader | null {
  try {
    return headerSchema.safeParse(JSON.parse(new TextDecoder().decode(bytes))).data ?? null;
  } catch (error) {
    // Not JSON: the entry is rubbish, and rendering replaces it.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** What a page weighs in memory, in bytes: its bodies and, roughly, its header. */
export const pageBytes = ({ header, plain, gzip }: Page): number =>
  plain.length + gzip.length + 512 + header.tags.length * 48;
