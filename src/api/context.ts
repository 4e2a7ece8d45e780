// What the API's handlers are, and what a table of them says of each.

import type { Scope } from "../access/scopes";
import type { BearerContext, BearerEnv } from "../http/context";
import type { Description } from "./openapi/description";

export type ApiEnv = BearerEnv;
export type ApiContext = BearerContext;
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
