// GET /api/openapi.json: the description.

import { originOf } from "../../env";
import type { ApiContext } from "../context";
import type { ListedCall } from "../resource";
import { describeApi } from "./document";

interface Served {
  origin: string;
  text: string;
  etag: string;
}

// It only changes with the build, and takes longer to make than anything else that needs no token.
let last: Served | null = null;

/** The description of these calls. */
export async function answerDescription(c: ApiContext, calls: readonly ListedCall[]): Promise<Response> {
  const origin = originOf(c.env, c.req.raw);
  if (last?.origin !== origin) last = await serve(calls, origin);
  const { text, etag } = last;
  return new Response(text, { headers: { "content-type": "application/json", "cache-control": "no-cache", etag } });
}

async function serve(calls: readonly ListedCall[], origin: string): Promise<Served> {
  const text = JSON.stringify(describeApi(calls, origin));
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return { origin, text, etag: `"${digest.toBase64({ alphabet: "base64url", omitPadding: true }).slice(0, 22)}"` };
}
