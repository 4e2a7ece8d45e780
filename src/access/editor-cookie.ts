// Marks an editor's browser, so that the editors' own reads aren't counted (R9). The mark grants nothing.

import { parseSigned, serialize, serializeSigned } from "hono/utils/cookie";
import type { Env } from "../env";

const NAME = "edgewise-editor";
const LIFE_SECONDS = 30 * 86_400;

/** A `Set-Cookie` that marks a browser until a moment 30 days ahead; null where no key is known to sign it with. */
export async function markEditor(
  env: Env,
  request: Request,
  now: number,
): Promise<{ cookie: string; until: number } | null> {
  const key = keyOf(env);
  if (key === null) return null;
  const until = now + LIFE_SECONDS * 1000;
  const attributes = { ...attributesFor(request), maxAge: LIFE_SECONDS };
  return { cookie: await serializeSigned(NAME, String(until), key, attributes), until };
}

/** A `Set-Cookie` that takes the mark away. */
export const unmarkEditor = (request: Request): string => serialize(NAME, "", { ...attributesFor(request), maxAge: 0 });

/** Whether a request comes from a browser that was marked, and whose mark still holds. */
export async function isEditor(env: Env, request: Request, now: number): Promise<boolean> {
  const key = keyOf(env);
  const sent = request.headers.get("cookie");
  if (key === null || sent === null) return false;
  const { [NAME]: until } = await parseSigned(sent, key, NAME);
  return typeof until === "string" && Number(until) > now;
}

/** Not the token itself: what is signed for one purpose must not be good for another. */
const keyOf = ({ ADMIN_TOKEN }: Env): string | null => (ADMIN_TOKEN ? `${NAME}:${ADMIN_TOKEN}` : null);

const attributesFor = ({ url }: Request) =>
  ({ path: "/", httpOnly: true, sameSite: "Lax", secure: new URL(url).protocol === "https:" }) as const;
