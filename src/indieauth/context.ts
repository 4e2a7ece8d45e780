// What every call of this door works with.

import type { Context } from "hono";
import type { Env } from "../env";

export interface IndieAuthEnv {
  Bindings: Env;
}

export type IndieAuthContext = Context<IndieAuthEnv>;
