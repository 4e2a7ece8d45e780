// GET /api/openapi.json: the description.

import { originOf } from "../../env";
import { type ApiContext, json } from "../context";
import type { ListedCall } from "../resource";
import { describeApi } from "./document";

/** The description of these calls. */
export async function answerDescription(c: ApiContext, calls: readonly ListedCall[]): Promise<Response> {
  const document = describeApi(calls, originOf(c.env, c.req.raw));
  const text = new TextEncoder().encode(JSON.stringify(document));
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", text));
  return json(document, 200, {
    etag: `"${digest.toBase64({ alphabet: "base64url", omitPadding: true }).slice(0, 22)}"`,
  });
}
