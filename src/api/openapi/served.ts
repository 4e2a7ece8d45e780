// GET /api/openapi.json: the description.

import { toBase64url } from "../../encoding/base64url";
import { sha256 } from "../../encoding/sha256";
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
  return { origin, text, etag: `"${toBase64url(await sha256(text)).slice(0, 22)}"` };
}
