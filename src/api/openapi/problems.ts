// Which problems a call can answer: those that follow from its scope, its address, its query and its body, and its own.

import { PROBLEMS, type ProblemName } from "../problem";
import type { ListedCall } from "../resource";
import { namesIn } from "./path-parameters";

/** The problems of a call, by status. */
export function problemsOf(call: ListedCall): Map<number, ProblemName[]> {
  const names = new Set<ProblemName>([
    ...ofTheBearer(call),
    ...ofTheHeaders(call),
    ...(namesIn(call.path).length > 0 ? (["not-found"] as const) : []),
    ...ofTheBody(call),
    // An unknown parameter is refused by every call.
    "invalid-fields",
    ...(call.about.problems ?? []),
  ]);
  return Map.groupBy(names, (name) => PROBLEMS[name][0]);
}

/** Who needs no token is never asked who they are, nor waits for a part that could fail. */
function ofTheBearer({ scope, method }: ListedCall): ProblemName[] {
  if (scope === "anyone") return [];
  return [
    "unauthorized",
    "too-many-wrong-tokens",
    ...(scope === "read" ? [] : (["forbidden"] as const)),
    ...(method === "GET" ? [] : (["too-many-writes"] as const)),
    "unavailable",
    "internal",
  ];
}

function ofTheHeaders(call: ListedCall): ProblemName[] {
  return [
    ...(call.about.ifMatch ? (["broken-precondition", "edited-meanwhile"] as const) : []),
    ...(hasValidator(call) ? (["edited-meanwhile"] as const) : []),
    ...(takesKey(call)
      ? (["broken-idempotency-key", "idempotency-key-reused", "too-large", "contended"] as const)
      : []),
  ];
}

function ofTheBody({ about: { body } }: ListedCall): ProblemName[] {
  if (body === undefined || body.isRaw || !("application/json" in body.content)) return [];
  return ["broken-json", "broken-utf-8", "too-large", "unsupported-media-type"];
}

/** Whether its answer has an ETag that preconditions are evaluated against. */
export const hasValidator = ({ method, about }: ListedCall): boolean =>
  method === "GET" && (about.answers[200]?.headers?.includes("ETag") ?? false);

/** Whether it can be made one that is carried out once. */
export const takesKey = ({ method, scope, repeats }: ListedCall): boolean =>
  method === "POST" && scope !== "anyone" && repeats !== true;
