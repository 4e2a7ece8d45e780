// A resource: its methods, each with the scope that it needs; any other method gets a 405 that names them.

import type { Hono, MiddlewareHandler } from "hono";
import { admit } from "../access/admission";
import { bearerToken } from "../access/bearer";
import type { Scope } from "../access/scopes";
import { PART_TIMEOUT_MS, within } from "../db/within";
import { answerStopped, evaluatePreconditions } from "../pages/preconditions";
import type { ApiEnv, Call, Handler } from "./context";
import { once } from "./once";
import { problem } from "./problem";
import { refusalResponse } from "./refusals";

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

export type Resource = { [M in Method]?: Call };

/** Adds a resource at a path. GET answers HEAD as well. */
export function addResource(app: Hono<ApiEnv>, path: string, resource: Resource): void {
  const calls = Object.entries(resource);
  for (const [method, call] of calls) {
    const { scope } = call;
    const answer = method === "GET" ? conditional(call.answer) : call.answer;
    if (method === "POST" && scope !== "anyone" && !call.repeats) app.on(method, path, needs(scope), once(call));
    else if (scope === "anyone") app.on(method, path, answer);
    else if (method === "GET") app.on(method, path, inTime, needs(scope), answer);
    else app.on(method, path, needs(scope), answer);
  }
  const allow = calls.flatMap(([method]) => (method === "GET" ? ["GET", "HEAD"] : [method])).join(", ");
  app.all(path, () => problem("method-not-allowed", { detail: `Use one of: ${allow}.`, headers: { allow } }));
}

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
