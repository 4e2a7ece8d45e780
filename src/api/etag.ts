// Versions as entity tags, and the precondition that a client may set on a change (RFC 9110 §13.1.1).

import { problem } from "./problem";

export const etagOf = (version: number): string => `"${version}"`;

/** `version` null: any. `If-Match` compares strongly, so a weak tag never matches. */
export function readIfMatch(
  request: Request,
  current?: number,
): { ok: true; version: number | null } | { ok: false; response: Response } {
  const header = request.headers.get("if-match");
  if (header === null || header.trim() === "*") return { ok: true, version: null };
  const versions = [...header.matchAll(/(W\/)?"(\d+)"/g)]
    .filter(([, weak]) => weak === undefined)
    .map(([, , v]) => Number(v));
  const named = current !== undefined && versions.includes(current) ? current : versions[0];
  if (named !== undefined) return { ok: true, version: named };
  return { ok: false, response: problem("edited-meanwhile", { detail: 'If-Match must name a version, such as "3".' }) };
}
