// What every handler of the API works with: who asks, when, and the desk at which commands are carried out.

import type { Context } from "hono";
import type { Principal, Scope } from "../access/scopes";
import type { Claim } from "../db/idempotency";
import { type Env, originOf } from "../env";
import { pageServer } from "../pages/isolate";
import type { Desk } from "../publishing/desk";
import type { Description } from "./openapi/description";

export interface ApiEnv {
  Bindings: Env;
  Variables: {
    principal: Principal;
    /** The key that the request was sent with: a command takes it in its batch. */
    claim?: Claim;
  };
}

export type ApiContext = Context<ApiEnv>;
export type Handler = (c: ApiContext) => Promise<Response>;

/** A method of a resource: who may call it, what answers, and what it says of itself. */
export interface Call {
  /** `anyone` needs no token. */
  scope: Scope | "anyone";
  answer: Handler;
  about: Description;
  /** It does and answers the same however often it is sent, so that an idempotency key has nothing to add. */
  repeats?: true;
  /** Its answer holds a secret, and so is kept under no idempotency key: sent again, it is answered without the secret. */
  shownOnce?: true;
}

export const deskOf = (c: ApiContext): Desk => ({
  claim: c.get("claim"),
  d1: c.env.DB,
  ledger: pageServer.ledger,
  by: c.get("principal").name,
  scope: c.get("principal").scope,
  now: Date.now(),
  siteOrigin: siteOriginOf(c),
});

/** The public origin, where the operator set one. */
export const siteOriginOf = (c: ApiContext): string | null =>
  c.env.PUBLIC_URL === "" ? null : originOf(c.env, c.req.raw);

/** A JSON answer, never cached. */
export const json = (value: unknown, status = 200, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(value), {
    status,
    headers: { "content-type": "application/json", "cache-control": "no-store", ...headers },
  });
