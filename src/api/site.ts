// /api/site, /api/sections, /api/links, /api/searches: what every page shows, each read and replaced whole.

import type * as z from "zod";
import { openDatabase } from "../db/client";
import { siteAndVersion } from "../db/site";
import { allSearchTerms } from "../db/site-writes";
import type { IfVersions } from "../publishing/desk";
import {
  changeLinks,
  changeSearches,
  changeSections,
  changeSettings,
  readSite,
  type SiteOutcome,
  type SiteState,
  toState,
} from "../publishing/site";
import { type ApiContext, deskOf, type Handler, json } from "./context";
import { etagOf, readIfMatch } from "./etag";
import { failureResponse } from "./failures";
import { readJson } from "./read-body";
import { linksSchema, searchesSchema, sectionsSchema, sentSettingsSchema } from "./schemas/site";

/** A resource that is one value of the site: how it reads, and how it is replaced. */
function siteValue<T>(value: {
  schema: z.ZodType<T>;
  /** `sent`: what has just been put. */
  show: (state: SiteState, sent?: T) => unknown;
  change: (desk: ReturnType<typeof deskOf>, ifVersions: IfVersions, input: T) => SiteOutcome;
}): { get: Handler; put: Handler } {
  return {
    get: async (c) => {
      const state = await readSite(openDatabase(c.env.DB));
      return json(value.show(state), 200, { etag: etagOf(state.version) });
    },
    put: async (c: ApiContext) => {
      const read = await readJson(c.req.raw, value.schema);
      if (!read.ok) return read.response;
      const outcome = await value.change(deskOf(c), readIfMatch(c.req.raw), read.value);
      if (!outcome.ok) return failureResponse(outcome.failure);
      const { result, purged } = outcome;
      const shown = value.show(result, read.value);
      return json({ ...Object(shown), purged }, 200, { etag: etagOf(result.version) });
    },
  };
}

export const siteSettings = siteValue({
  schema: sentSettingsSchema,
  show: ({ settings }) => settings,
  change: changeSettings,
});

export const sections = siteValue({
  schema: sectionsSchema,
  show: ({ frame }) => ({ items: frame.sections }),
  change: (desk, ifVersions, { items }) => changeSections(desk, ifVersions, items),
});

export const links = siteValue({
  schema: linksSchema,
  show: ({ frame }) => ({ items: frame.links }),
  change: (desk, ifVersions, { items }) => changeLinks(desk, ifVersions, items),
});

const searchesValue = siteValue({
  schema: searchesSchema,
  show: ({ frame }, sent) => ({ pinned: frame.searches, blocked: sent?.blocked ?? [] }),
  change: changeSearches,
});

export const searches: { get: Handler; put: Handler } = {
  get: async (c) => {
    const db = openDatabase(c.env.DB);
    const [site, rows] = await db.batch([siteAndVersion(db), allSearchTerms(db)]);
    const { version } = toState(site);
    const termsIn = (list: "pinned" | "blocked") => rows.filter((row) => row.list === list).map(({ term }) => term);
    return json({ pinned: termsIn("pinned"), blocked: termsIn("blocked") }, 200, { etag: etagOf(version) });
  },
  put: searchesValue.put,
};
