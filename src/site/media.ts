// /media/{hash}/{name}: files from R2, immutable, with their true type.

import { Hono } from "hono";
import { PART_TIMEOUT_MS, within } from "../db/within";
import type { Env } from "../env";
import { answerStopped, evaluatePreconditions } from "../pages/preconditions";
import { CLOSED_POLICY } from "./security";

/** Types that a browser may show in its window; any other is saved as a file. */
const SHOWN = /^(?:image\/(?:png|jpeg|gif|webp|avif)|audio\/mpeg|video\/mp4|application\/pdf)$/;

export const media = new Hono<{ Bindings: Env }>();

media.get("/media/:hash{[0-9a-f]{64}}/:name", async (c) => {
  const hash = c.req.param("hash");
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
  const headers = new Headers({
    "content-type": type,
    "content-length": String(found.size),
    etag,
    // The address names the bytes: they never change.
    "cache-control": "public, max-age=31536000, immutable",
    "content-security-policy": CLOSED_POLICY,
    ...(SHOWN.test(type) ? {} : { "content-disposition": "attachment" }),
  });
  if (verdict !== "perform") return answerStopped(verdict, headers);
  return new Response(found.body ?? null, { headers });
});
