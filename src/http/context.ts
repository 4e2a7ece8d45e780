// What a handler works with once its door has let somebody in: who asks, when, and the desk at which commands are carried out.

import type { Context } from "hono";
import type { Principal } from "../access/scopes";
import type { Claim } from "../db/idempotency";
import { type Env, originOf } from "../env";
import { pageServer } from "../pages/isolate";
import type { Desk } from "../publishing/desk";

export interface BearerEnv {
  Bindings: Env;
  Variables: {
    principal: Principal;
    /** The key that the request was sent with: a command takes it in its batch. */
    claim?: Claim;
  };
}

export type BearerContext = Context<BearerEnv>;

export const deskOf = (c: BearerContext): Desk => ({
  claim: c.get("claim"),
  d1: c.env.DB,
  ledger: pageServer.ledger,
  by: c.get("principal").name,
  scope: c.get("principal").scope,
  now: Date.now(),
  siteOrigin: siteOriginOf(c),
});

/** The public origin, where the operator set one. */
export const siteOriginOf = (c: BearerContext): string | null =>
  c.env.PUBLIC_URL === "" ? null : originOf(c.env, c.req.raw);
