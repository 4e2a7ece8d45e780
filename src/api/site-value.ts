// A resource that is one value of the site: read, and replaced whole, in the version that the client names.

import type * as z from "zod";
import { openDatabase } from "../db/client";
import { deskOf } from "../http/context";
import { json } from "../http/json";
import type { IfVersions } from "../publishing/desk";
import { readSite, type SiteOutcome, type SiteState } from "../publishing/site-change";
import type { ApiContext, Handler } from "./context";
import { etagOf, readIfMatch } from "./etag";
import { failureResponse } from "./failures";
import { readJson } from "./read-body";

interface SiteValue<T> {
  schema: z.ZodType<T>;
  show: (state: SiteState) => unknown;
  change: (desk: ReturnType<typeof deskOf>, ifVersions: IfVersions, input: T) => SiteOutcome;
}

/** How it reads, and how it is replaced. */
export const siteValue = <T>(value: SiteValue<T>): { get: Handler; put: Handler } => ({
  get: async (c) => {
    const state = await readSite(openDatabase(c.env.DB));
    return json(value.show(state), 200, { etag: etagOf(state.version) });
  },
  put: (c) => putValue(c, value),
});

/** Carries out what was sent, and shows what came of it. */
export async function putValue<T>(
  c: ApiContext,
  { schema, show, change }: Omit<SiteValue<T>, "show"> & { show: (state: SiteState, sent: T) => unknown },
): Promise<Response> {
  const read = await readJson(c.req.raw, schema);
  if (!read.ok) return read.response;
  const outcome = await change(deskOf(c), readIfMatch(c.req.raw), read.value);
  if (!outcome.ok) return failureResponse(outcome.failure);
  const { result, purged } = outcome;
  return json({ ...Object(show(result, read.value)), purged }, 200, { etag: etagOf(result.version) });
}
