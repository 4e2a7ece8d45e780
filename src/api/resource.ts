// A resource: its methods, each with the scope that it needs; any other method gets a 405 that names them.

import type { Hono, MiddlewareHandler } from "hono";
import { recogniseBearer } from "../access/bearer";
import { isWithinLimit } from "../access/rate-limit";
import { mayDo, type Scope } from "../access/scopes";
import { PART_TIMEOUT_MS, within } from "../db/within";
import { answerStopped, evaluatePreconditions } from "../pages/preconditions";
import type { ApiEnv, Handler } from "./context";
import { once } from "./once";
import { problem } from "./problem";

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/**
 * A method's handler; scope `anyone` needs no token. `repeats`: it does and answers the same however often it is sent, so that an
 * idempotency key has nothing to add.
 */
export type Call = { scope: Scope | "anyone"; answer: Handler; repeats?: true };

export type Resource = { [M in Method]?: Call };

/** Adds a resource at a path. GET answers HEAD as well. */
export function addResource(app: Hono<ApiEnv>, path: string, resource: Resource): void {
  const calls = Object.entries(resource);
  for (const [method, call] of calls) {
    const { scope } = call;
    const answer = method === "GET" ? conditional(call.answer) : call.answer;
    if (method === "POST" && scope !== "anyone" && !call.repeats) app.on(method, path, needs(scope), once(answer));
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

const WRITES: ReadonlySet<string> = new Set(["POST", "PUT", "PATCH", "DELETE"]);

/** Only lets through who bears a token of at least this scope, and not too often. */
const needs = (scope: Scope): MiddlewareHandler<ApiEnv> =>
  async function bearerOnly(c, next) {
    const recognition = await recogniseBearer(c.req.raw, c.env);
    if (recognition.outcome === "no_token") {
      return problem("unauthorized", {
        detail: "Send the header Authorization: Bearer <token>.",
        headers: { "www-authenticate": 'Bearer realm="edgewise"' },
      });
    }
    if (recognition.outcome === "wrong_token") {
      return problem("unauthorized", {
        detail: "This token is not known here.",
        headers: { "www-authenticate": 'Bearer realm="edgewise", error="invalid_token"' },
      });
    }
    const { principal } = recognition;
    if (!mayDo(principal, scope)) {
      return problem("forbidden", { detail: `This call needs the scope ${scope}; the token has ${principal.scope}.` });
    }
    if (WRITES.has(c.req.method) && !(await isWithinLimit(c.env.WRITE_LIMIT, principal.name))) {
      return problem("too-many-writes", { detail: "At most 600 writes a minute.", headers: { "retry-after": "60" } });
    }
    c.set("principal", principal);
    return next();
  };
