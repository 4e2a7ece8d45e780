// A resource: its methods, each with the scope that it needs; any other method gets a 405 that names them.

import type { Hono, MiddlewareHandler } from "hono";
import { recogniseBearer } from "../access/bearer";
import { mayDo, type Scope } from "../access/scopes";
import type { ApiEnv, Handler } from "./context";
import { problem } from "./problem";

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** A method's handler; scope `anyone` needs no token. */
export type Call = { scope: Scope | "anyone"; answer: Handler };

export type Resource = { [M in Method]?: Call };

/** Adds a resource at a path. GET answers HEAD as well. */
export function addResource(app: Hono<ApiEnv>, path: string, resource: Resource): void {
  const calls = Object.entries(resource);
  for (const [method, { scope, answer }] of calls) {
    if (scope === "anyone") app.on(method, path, answer);
    else app.on(method, path, needs(scope), answer);
  }
  const allow = calls.flatMap(([method]) => (method === "GET" ? ["GET", "HEAD"] : [method])).join(", ");
  app.all(path, () => problem("method-not-allowed", { detail: `Use one of: ${allow}.`, headers: { allow } }));
}

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
    if (WRITES.has(c.req.method)) {
      const { success } = await c.env.WRITE_LIMIT.limit({ key: principal.name });
      if (!success) {
        return problem("too-many-writes", { detail: "At most 600 writes a minute.", headers: { "retry-after": "60" } });
      }
    }
    c.set("principal", principal);
    return next();
  };
