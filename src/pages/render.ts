// From a page's text to a stored page: bytes, compressed bytes and validator.

import { toBase64url } from "../encoding/base64url";
import { sha256 } from "../encoding/sha256";
import type { Page } from "./page";

/** What a route makes of a request: the text of a page and what its truth depends on. */
export interface Rendering {
  status: number;
  headers: Record<string, string>;
  body: string;
  tags: readonly string[];
  /** When the content next changes by the clock alone, in ms since the epoch; null: never. */
  until: number | null;
  /** Of the snapshot that the text was rendered from. */
  version: number;
  incarnation: string;
  /** `no`: an answer that must not outlive this request, such as 404. `head`: worth a KV write at once (P7, P16). */
  keep: "no" | "page" | "head";
}

/** Turns a rendering into a page: bytes for either encoding, under one weak ETag. */
export async function toPage(rendering: Rendering, { build, now }: { build: string; now: number }): Promise<Page> {
  const plain = new TextEncoder().encode(rendering.body);
  const [gzip, digest] = await Promise.all([compress(plain), sha256(plain)]);
  const { status, headers, version, incarnation, until } = rendering;
  const etag = `W/"${toBase64url(digest.subarray(0, 12))}"`;
  const header = { build, incarnation, version, until, etag, status, headers };
  return {
    header: {
      ...header,
      tags: [...new Set(rendering.tags)],
      renderedAt: now,
      plainBytes: plain.length,
      gzipBytes: gzip.length,
    },
    plain,
    gzip,
  };
}

async function compress(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const compressed = new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(compressed).arrayBuffer());
}
