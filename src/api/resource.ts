// A resource: its methods, each with the scope that it needs; any other method gets a 405 that names them.

import type { Hono, MiddlewareHandler } from "hono";
import { admit } from "../access/admission";
import { bearerToken } from "../access/bearer";
import type { Scope } from "../access/scopes";
import { PART_TIMEOUT_MS, within } from "../db/within";
import { answerStopped, evaluatePreconditions } from "../pages/preconditions";
import type { ApiEnv, Call, Handler } from "./context";
import { isReadableIfMatch } from "./etag";
import { once } from "./once";
import { problem } from "./problem";
import { refusalResponse } from "./refusals";

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
type Method = (typeof METHODS)[number];

export type Resource = { readonly [M in Method]?: Call };

/** A call with its address, below /api. */
export type ListedCall = Call & { method: Method; path: string };

/** All calls of a table of resources, in its order. */
export const callsOf = (resources: Readonly<Record<string, Resource>>): ListedCall[] =>
  Object.entries(resources).flatMap(([path, resource]) =>
    METHODS.flatMap((method) => {
      const call = resource[method];
      return call === undefined ? [] : [{ ...call, method, path }];
    }),
  );

/** Adds a resource at a path. GET answers HEAD as well. */
export function addResource(app: Hono<ApiEnv>, path: string, resource: Resource): void {
  const calls = Object.entries(resource);
  for (const [method, call] of calls) {
    const { scope } = call;
    const answer = asDescribed(call, method === "GET" ? conditional(call.answer) : call.answer);
    if (method === "POST" && scope !== "anyone" && !call.repeats)
      app.on(method, path, needs(scope), once({ ...call, answer }));
    else if (scope === "anyone") app.on(method, path, answer);
    else if (method === "GET") app.on(method, path, inTime, needs(scope), answer);
    else app.on(method, path, needs(scope), answer);
  }
  const allow = calls.flatMap(([method]) => (method === "GET" ? ["GET", "HEAD"] : [method])).join(", ");
  app.all(path, () => problem("method-not-allowed", { detail: `Use one of: ${allow}.`, headers: { allow } }));
}

/** A call's answer, unless the request has a parameter that the call doesn't know, or a precondition that can't be read. */
const asDescribed =
  ({ about }: Call, answer: Handler): Handler =>
  async (c) => {
    const unknown = about.query === undefined ? Object.keys(c.req.query()) : [];
    if (unknown.length > 0) {
      const errors = unknown.map((parameter) => ({ parameter, detail: "is not a parameter of this call" }));
      return problem("invalid-fields", { errors });
    }
    if (about.ifMatch && !isReadableIfMatch(c.req.raw)) {
      return problem("broken-precondition", {
        detail: 'The header If-Match must be * or a list of entity tags, such as "3".',
      });
    }
    return answer(c);
  };

/** A GET's answer, unless the request's preconditions stop it (RFC 9110 §13). Writes evaluate theirs in their batch. */
const conditional =
  (answer: Handler): Handler =>
  async (c) => {
    const response = await answer(c);
    const etag = response.headers.get("etag");
    if (!response.ok || etag === null) return response;
    const verdict = evaluatePreconditions(c.req.raw.headers, etag);
    if (verdict === "perform") return response;
    return verdict === "failed"
      ? problem("edited-meanwhile", { headers: { etag } })
      : answerStopped(verdict, response.headers);
  };

/** Who only reads doesn't wait for a part that hangs. Health has limits of its own, a write none (P12). */
const inTime: MiddlewareHandler<ApiEnv> = async (_, next) => within(PART_TIMEOUT_MS, next());

/** Only lets through who bears a token of at least this scope, and not too often. */
const needs = (scope: Scope): MiddlewareHandler<ApiEnv> =>
  async function bearerOnly(c, next) {
    const request = c.req.raw;
    const admission = await admit({
      ...{ env: c.env, request, token: bearerToken(request), needed: scope, now: Date.now() },
      waitUntil: (work) => c.executionCtx.waitUntil(work),
    });
    if (admission.outcome !== "admitted") return refusalResponse(admission);
    c.set("principal", admission.principal);
    return next();
  };
