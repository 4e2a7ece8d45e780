// /media/{hash}/{name}: files from R2, immutable, with their true type.

import { Hono } from "hono";
import type { Env } from "../env";
import { CLOSED_POLICY } from "./security";

/** Types that a browser may show in its window; any other is saved as a file. */
const SHOWN = /^(?:image\/(?:png|jpeg|gif|webp|avif)|audio\/mpeg|video\/mp4|application\/pdf)$/;

export const media = new Hono<{ Bindings: Env }>();

media.get("/media/:hash{[0-9a-f]{64}}/:name", async (c) => {
  const request = c.req.raw;
  const found = await c.env.MEDIA.get(c.req.param("hash"), { onlyIf: request.headers });
  if (found === null)
    return new Response("There is no such file.\n", { status: 404, headers: { "cache-control": "no-store" } });
  const type = found.httpMetadata?.contentType ?? "application/octet-stream";
  const headers = new Headers({
    "content-type": type,
    etag: found.httpEtag,
    // The address names the bytes: they never change.
    "cache-control": "public, max-age=31536000, immutable",
    "content-security-policy": CLOSED_POLICY,
    ...(SHOWN.test(type) ? {} : { "content-disposition": "attachment" }),
  });
  if (!("body" in found)) return new Response(null, { status: 304, headers });
  headers.set("content-length", String(found.size));
  return new Response(request.method === "HEAD" ? null : found.body, { headers });
});
