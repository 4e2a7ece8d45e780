// /media/{hash}/{name}: files from R2, immutable, with their true type.

import { Hono } from "hono";
import type { Env } from "../env";
import { matchesEtag } from "../pages/respond";
import { CLOSED_POLICY } from "./security";

/** Types that a browser may show in its window; any other is saved as a file. */
const SHOWN = /^(?:image\/(?:png|jpeg|gif|webp|avif)|audio\/mpeg|video\/mp4|application\/pdf)$/;

export const media = new Hono<{ Bindings: Env }>();

media.get("/media/:hash{[0-9a-f]{64}}/:name", async (c) => {
  const hash = c.req.param("hash");
  const etag = `"${hash}"`;
  // The address names the bytes, so that a validator can be answered without asking R2.
  if (matchesEtag(c.req.header("if-none-match") ?? null, etag))
    return new Response(null, { status: 304, headers: { etag } });
  const found = await c.env.MEDIA.get(hash);
  if (found === null)
    return new Response("There is no such file.\n", { status: 404, headers: { "cache-control": "no-store" } });
  const type = found.httpMetadata?.contentType ?? "application/octet-stream";
  const headers = new Headers({
    "content-type": type,
    etag,
    // The address names the bytes: they never change.
    "cache-control": "public, max-age=31536000, immutable",
    "content-security-policy": CLOSED_POLICY,
    ...(SHOWN.test(type) ? {} : { "content-disposition": "attachment" }),
  });
  headers.set("content-length", String(found.size));
  return new Response(c.req.method === "HEAD" ? null : found.body, { headers });
});
