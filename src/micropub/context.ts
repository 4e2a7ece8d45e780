// What every call of this door works with.

import type { ApiContext } from "../api/context";
import { MICROPUB } from "../content/addresses";
import { originOf } from "../env";

/** The door stands beside the API, and carries out the same commands at the same desk. */
export type MicropubContext = ApiContext;

/** Where and when something is asked. */
export const hereAndNow = (c: MicropubContext) => ({ origin: originOf(c.env, c.req.raw), now: Date.now() });

export const MEDIA_ENDPOINT = `${MICROPUB}/media`;
