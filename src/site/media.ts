// /media/{hash}/{name}: files from R2, immutable, with their true type, whole or in parts; images also in smaller versions, `?w=640`.

import { type Context, Hono } from "hono";
import { parseWidth, type Width } from "../content/image-widths";
import { PART_TIMEOUT_MS, within } from "../db/within";
import type { Env } from "../env";
import { CLOSED_POLICY } from "../look/security";
import { asksForPart, parseRange } from "../media/ranges";
import { scaledImage } from "../media/scaled";
import { answerStopped, evaluatePreconditions } from "../pages/preconditions";

/** Types that a browser may show in its window; any other is saved as a file. */
const SHOWN = /^(?:image\/(?:png|jpeg|gif|webp|avif)|audio\/mpeg|video\/mp4|application\/pdf)$/;
/** The address names the bytes: they never change. */
const FOR_EVER = "public, max-age=31536000, immutable";
/** A whole image that stands in for a smaller version: soon there may be one. */
const FOR_NOW = "public, max-age=300";

type MediaContext = Context<{ Bindings: Env }>;

export const media = new Hono<{ Bindings: Env }>();

media.get("/media/:hash{[0-9a-f]{64}}/:name", async (c) => {
  const hash = c.req.param("hash");
  const width = parseWidth(c.req.query("w"));
  if (width === null) return answerFile(c, hash, FOR_EVER);
  return (await answerScaled(c, hash, width)) ?? answerFile(c, hash, FOR_NOW);
});

async function answerFile(c: MediaContext, hash: string, cacheControl: string): Promise<Response> {
  const request = c.req.raw;
  const etag = `"${hash}"`;
  const verdict = evaluatePreconditions(request.headers, etag);
  const isWanted = verdict === "perform" && request.method === "GET";
  const isPartAsked = isWanted && asksForPart(request.headers, etag);
  // Which part it is depends on the size: R2 is asked for that first, and then for those bytes alone.
  const asked: Promise<(R2Object & { body?: ReadableStream }) | null> =
    isWanted && !isPartAsked ? c.env.MEDIA.get(hash) : c.env.MEDIA.head(hash);
  const found = await within(PART_TIMEOUT_MS, asked);
  if (found === null) return noSuchFile();
  const type = found.httpMetadata?.contentType ?? "application/octet-stream";
  const headers = headersOf({ type, bytes: found.size, etag, cacheControl });
  headers.set("accept-ranges", "bytes");
  if (verdict !== "perform") return answerStopped(verdict, headers);
  if (isPartAsked) return answerPart(c, { hash, size: found.size, headers });
  return new Response(found.body ?? null, { headers });
}

/** A part of a file, from the headers of the whole (RFC 9110 §15.3.7). */
async function answerPart(
  c: MediaContext,
  { hash, size, headers }: { hash: string; size: number; headers: Headers },
): Promise<Response> {
  const part = parseRange(c.req.header("range") ?? "", size);
  if (part === "unsatisfiable") {
    return new Response("The file has no such part.\n", {
      status: 416,
      headers: { "content-range": `bytes */${size}`, "accept-ranges": "bytes", "cache-control": "no-store" },
    });
  }
  const found = await within(PART_TIMEOUT_MS, c.env.MEDIA.get(hash, part === "whole" ? {} : { range: part }));
  if (found === null) return noSuchFile();
  if (part === "whole") return new Response(found.body, { headers });
  headers.set("content-length", String(part.length));
  headers.set("content-range", `bytes ${part.offset}-${part.offset + part.length - 1}/${size}`);
  return new Response(found.body, { status: 206, headers });
}

const noSuchFile = (): Response =>
  new Response("There is no such file.\n", { status: 404, headers: { "cache-control": "no-store" } });

/** Null where there is no smaller version, and the file itself is to stand in. */
async function answerScaled(c: MediaContext, hash: string, width: Width): Promise<Response | null> {
  const scaled = await scaledImage(c.env, { hash, width }, (work) => c.executionCtx.waitUntil(work));
  if (scaled === null) return null;
  const etag = `"${hash}-${width}"`;
  const headers = headersOf({ type: scaled.type, bytes: scaled.bytes, etag, cacheControl: FOR_EVER });
  const verdict = evaluatePreconditions(c.req.raw.headers, etag);
  if (verdict !== "perform") return answerStopped(verdict, headers);
  return new Response(c.req.method === "HEAD" ? null : scaled.body, { headers });
}

/** What is saved, not shown, may do nothing even where a browser opens it: it has no origin, and runs no script. */
const SANDBOX = `${CLOSED_POLICY}; sandbox`;

const headersOf = (file: { type: string; bytes: number; etag: string; cacheControl: string }): Headers =>
  new Headers({
    "content-type": file.type,
    "content-length": String(file.bytes),
    etag: file.etag,
    "cache-control": file.cacheControl,
    ...(SHOWN.test(file.type)
      ? { "content-security-policy": CLOSED_POLICY }
      : { "content-security-policy": SANDBOX, "content-disposition": "attachment" }),
  });
