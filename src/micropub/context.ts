// What every call of this door works with.

import { MICROPUB } from "../content/addresses";
import { originOf } from "../env";
import type { BearerContext } from "../http/context";

export type MicropubContext = BearerContext;

/** Where and when something is asked. */
export const hereAndNow = (c: MicropubContext) => ({ origin: originOf(c.env, c.req.raw), now: Date.now() });

export const MEDIA_ENDPOINT = `${MICROPUB}/media`;
