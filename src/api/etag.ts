// Versions as entity tags, and the precondition that a client may set on a change (RFC 9110 §13.1.1).

import type { IfVersions } from "../publishing/desk";

export const etagOf = (version: number): string => `"${version}"`;

/**
 * The versions that `If-Match` names; null, without one or for `*`: any. It compares strongly, so a weak tag never matches,
 * and neither does what is no tag of ours: a header that names no version lets nothing through.
 */
export function readIfMatch(request: Request): IfVersions {
  const header = request.headers.get("if-match");
  if (header === null || header.trim() === "*") return null;
  const tags = [...header.matchAll(/(W\/)?"([^"]*)"/g)];
  return tags
    .filter(([, weak, tag = ""]) => weak === undefined && /^[1-9]\d{0,14}$/.test(tag))
    .map(([, , tag]) => Number(tag));
}
