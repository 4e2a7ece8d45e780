// Versions as entity tags, and the precondition that a client may set on a change (RFC 9110 §13.1.1).

import { parseEntityTags } from "../pages/preconditions";
import type { IfVersions } from "../publishing/desk";

export const etagOf = (version: number): string => `"${version}"`;

/** Whether `If-Match` is missing, `*`, or a list of one entity tag or more (§8.8.3): what is none of these can't be obeyed. */
export function isReadableIfMatch(request: Request): boolean {
  const header = request.headers.get("if-match");
  return header === null || header.trim() === "*" || (parseEntityTags(header) ?? []).length > 0;
}

/**
 * The versions that `If-Match` names; null, without one or for `*`: any. It compares strongly, so a weak tag never matches,
 * and neither does what is no tag of ours: a header that names no version lets nothing through.
 */
export function readIfMatch(request: Request): IfVersions {
  const header = request.headers.get("if-match");
  if (header === null || header.trim() === "*") return null;
  return (parseEntityTags(header) ?? [])
    .filter(({ isWeak, opaque }) => !isWeak && /^"[1-9]\d{0,14}"$/.test(opaque))
    .map(({ opaque }) => Number(opaque.slice(1, -1)));
}
