// What the tests of HTTP share: any spelling of an address, files, and what two answers must have in common.

import { exports } from "cloudflare:workers";
import { ORIGIN } from "../../promises/client";
import { aPng } from "../a-png";

export const TOKEN = { authorization: "Bearer test-admin-token" };
export const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:148.0) Gecko/20100101 Firefox/148.0";

/** Asks for an address as it is spelt; redirects are not followed, and bodies stay as they were sent. */
export const ask = (spelling: string, headers: Record<string, string> = {}, method = "GET"): Promise<Response> =>
  exports.default.fetch(ORIGIN + spelling, { method, headers, redirect: "manual", encodeResponseBody: "manual" });

export const bytesOf = async (response: Response): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await response.arrayBuffer());

/** Uploads an image that no other test sends, and gives its path. */
export async function aFile(): Promise<string> {
  const body = await aPng(1, 1);
  const response = await exports.default.fetch(`${ORIGIN}/api/media?name=x`, { method: "POST", headers: TOKEN, body });
  return (await response.json<{ path: string }>()).path;
}

/** Headers that differ between two answers because of when they were given, not of what they are. */
const OF_THE_MOMENT = new Set(["date", "server-timing", "cache-status"]);

/** An answer's headers but those, and but the ones that `without` names. */
export const lastingHeaders = ({ headers }: Response, without: readonly string[] = []): Record<string, string> =>
  Object.fromEntries([...headers].filter(([name]) => !OF_THE_MOMENT.has(name) && !without.includes(name)));
