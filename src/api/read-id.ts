// The id in a call's address.

import type { ApiContext } from "./context";

/** Null for what can't be one. */
export function readId(c: ApiContext): number | null {
  const id = c.req.param("id") ?? "";
  return /^[1-9]\d{0,14}$/.test(id) ? Number(id) : null;
}
