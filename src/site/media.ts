// /media/{hash}/{name}: files from R2, immutable, with their true type; images also in smaller versions, `?w=640`.

import { type Context, Hono } from "hono";
import { parseWidth, type Width } from "../content/image-widths";
import { PART_TIMEOUT_MS, within } from "../db/within";
import type { Env } from "../env";
import { scaledImage } from "../media/scaled";
import { answerStopped, evaluatePreconditions } from "../pages/preconditions";
import { CLOSED_POLICY } from "./security";

/** Types that a browser may show in its window; any other is saved as a file. */
const SHOWN = /^(?:image\/(?:png|jpeg|gif|webp|avif)|audio\/mpeg|video\/mp4|application\/pdf)$/;
/** The address names the bytes: they never change. */
const FOR_EVER = "public, max-age=31536000, immutable";
/** A whole image that stands in for a smaller version: soon there may be one. */
const FOR_NOW = "public, max-age=300";
/** An image is decoded, scaled and encoded once; no reader's page waits for it. */
const SCALING_MS = 10_000;

type MediaContext = Context<{ Bindings: Env }>;

export const media = new Hono<{ Bindings: Env }>();

media.get("/media/:hash{[0-9a-f]{64}}/:name", async (c) => {
  const hash = c.req.param("hash");
  const width = parseWidth(c.req.query("w"));
  if (width === null) return answerFile(c, hash, FOR_EVER);
  return (await answerScaled(c, hash, width)) ?? answerFile(c, hash, FOR_NOW);
});

async function answerFile(c: MediaContext, hash: string, cacheControl: string): Promise<Response> {
  const etag = `"${hash}"`;
  const verdict = evaluatePreconditions(c.req.raw.headers, etag);
  const isWanted = verdict === "perform" && c.req.method === "GET";
  const asked: Promise<(R2Object & { body?: ReadableStream }) | null> = isWanted
    ? c.env.MEDIA.get(hash)
    : c.env.MEDIA.head(hash);
  const found = await within(PART_TIMEOUT_MS, asked);
  if (found === null)
    return new Response("There is no such file.\n", { status: 404, headers: { "cache-control": "no-store" } });
  const type = found.httpMetadata?.contentType ?? "application/octet-stream";
  const headers = headersOf({ type, bytes: found.size, etag, cacheControl });
  if (verdict !== "perform") return answerStopped(verdict, headers);
  return new Response(found.body ?? null, { headers });
}

/** Null where there is no smaller version, and the file itself is to stand in. */
async function answerScaled(c: MediaContext, hash: string, width: Width): Promise<Response | null> {
  const scaled = await within(SCALING_MS, scaledImage(c.env, hash, width));
  if (scaled === null) return null;
  const etag = `"${hash}-${width}"`;
  const headers = headersOf({ type: scaled.type, bytes: scaled.bytes, etag, cacheControl: FOR_EVER });
  const verdict = evaluatePreconditions(c.req.raw.headers, etag);
  if (verdict !== "perform") return answerStopped(verdict, headers);
  return new Response(c.req.method === "HEAD" ? null : scaled.body, { headers });
}

const headersOf = (file: { type: string; bytes: number; etag: string; cacheControl: string }): Headers =>
  new Headers({
    "content-type": file.type,
    "content-length": String(file.bytes),
    etag: file.etag,
    "cache-control": file.cacheControl,
    "content-security-policy": CLOSED_POLICY,
    ...(SHOWN.test(file.type) ? {} : { "content-disposition": "attachment" }),
  });
