// /api/redirects: where an older site's addresses lead, read page by page, replaced whole or changed singly.

import { openDatabase } from "../db/client";
import { redirectsAfter } from "../db/redirects";
import { siteAndVersion } from "../db/site";
import { originOf } from "../env";
import { json } from "../http/json";
import { changeRedirects, readRedirects, replaceRedirects } from "../publishing/redirects";
import { type SiteState, toState } from "../publishing/site-change";
import type { ApiContext, Handler } from "./context";
import { etagOf } from "./etag";
import { readQuery } from "./read-query";
import { redirectChangesSchema, redirectListSchema, redirectsSchema } from "./schemas/redirects";
import { putValue } from "./site-value";

const originHere = (c: ApiContext): string => originOf(c.env, c.req.raw);

const list: Handler = async (c) => {
  const query = readQuery(c, redirectListSchema);
  if (!query.ok) return query.response;
  const { cursor, limit } = query.value;
  const db = openDatabase(c.env.DB);
  const [site, rows] = await db.batch([siteAndVersion(db), redirectsAfter(db, cursor, limit + 1)]);
  const items = rows.slice(0, limit);
  const nextCursor = rows.length > limit ? (items.at(-1)?.from ?? null) : null;
  return json({ items, nextCursor }, 200, { etag: etagOf(toState(site).version) });
};

interface Sent {
  items: { from: string; to: string | null }[];
}

/** What was sent as it is kept, in the list's order. */
function asKept({ settings }: SiteState, { items }: Sent, origin: string) {
  const read = readRedirects({ items, origin }, settings);
  const kept = read.ok ? read.items.map(({ from, to }) => ({ from, to })) : [];
  return { items: kept.toSorted((a, b) => (a.from < b.from ? -1 : 1)), nextCursor: null };
}

export const redirects: { get: Handler; put: Handler; patch: Handler } = {
  get: list,
  put: (c) =>
    putValue(c, {
      schema: redirectsSchema,
      show: (state, sent) => asKept(state, sent, originHere(c)),
      change: (desk, ifVersions, { items }) => replaceRedirects(desk, ifVersions, { items, origin: originHere(c) }),
    }),
  patch: (c) =>
    putValue(c, {
      schema: redirectChangesSchema,
      show: (state, sent) => ({ items: asKept(state, sent, originHere(c)).items }),
      change: (desk, ifVersions, { items }) => changeRedirects(desk, ifVersions, { items, origin: originHere(c) }),
    }),
};
