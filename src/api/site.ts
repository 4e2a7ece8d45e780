// /api/site, /api/sections, /api/links, /api/searches: what every page shows, each read and replaced whole.

import * as z from "zod";
import { isReserved } from "../content/addresses";
import { isSlug } from "../content/slug";
import { openDatabase } from "../db/client";
import { settingsSchema, textsSchema, urlSchema } from "../db/settings";
import { allSearchTerms } from "../db/site-writes";
import {
  changeLinks,
  changeSearches,
  changeSections,
  changeSettings,
  type IfVersion,
  readSite,
  type SiteOutcome,
  type SiteState,
} from "../publishing/site";
import { type ApiContext, deskOf, type Handler, json } from "./context";
import { etagOf, readIfMatch } from "./etag";
import { failureResponse } from "./failures";
import { readJson } from "./read-body";
import { line } from "./schemas/text";

const sectionsSchema = z.strictObject({
  items: z
    .array(
      z.strictObject({
        id: z.int().positive().optional(),
        slug: z
          .string()
          .max(40)
          .transform((text) => text.normalize("NFC").toLowerCase())
          .refine(isSlug, "must be letters, digits and single hyphens, such as news")
          .refine((slug) => !isReserved(slug), "is a name that the site's own addresses take, or reads as a language"),
        name: textsSchema.refine((texts) => Object.keys(texts).length > 0, "must have a name in at least one language"),
        description: textsSchema.default({}),
      }),
    )
    .min(1)
    .max(40)
    .refine((items) => new Set(items.map(({ slug }) => slug)).size === items.length, "must not use a slug twice"),
});

const linksSchema = z.strictObject({ items: z.array(z.strictObject({ name: line(60), url: urlSchema })).max(100) });

const terms = z.array(line(40)).transform((list) => [...new Set(list)]);

const searchesSchema = z
  .strictObject({ pinned: terms.pipe(z.array(z.string()).max(20)), blocked: terms.pipe(z.array(z.string()).max(1000)) })
  .refine(({ pinned, blocked }) => !pinned.some((term) => blocked.includes(term)), {
    path: ["blocked"],
    error: "must not hold a term that is pinned",
  });

/** A resource that is one value of the site: how it reads, and how it is replaced. */
function siteValue<T>(value: {
  schema: z.ZodType<T>;
  show: (state: SiteState) => unknown;
  change: (desk: ReturnType<typeof deskOf>, ifVersion: IfVersion, input: T) => SiteOutcome;
}): { get: Handler; put: Handler } {
  return {
    get: async (c) => {
      const state = await readSite(openDatabase(c.env.DB));
      return json(value.show(state), 200, { etag: etagOf(state.version) });
    },
    put: async (c: ApiContext) => {
      const ifMatch = readIfMatch(c.req.raw);
      if (!ifMatch.ok) return ifMatch.response;
      const read = await readJson(c.req.raw, value.schema);
      if (!read.ok) return read.response;
      const outcome = await value.change(deskOf(c), ifMatch.version, read.value);
      if (!outcome.ok) return failureResponse(outcome.failure);
      const { result, purged } = outcome;
      const shown = value.show(result);
      return json({ ...Object(shown), purged }, 200, { etag: etagOf(result.version) });
    },
  };
}

export const siteSettings = siteValue({
  schema: settingsSchema,
  show: ({ settings }) => settings,
  change: changeSettings,
});

export const sections = siteValue({
  schema: sectionsSchema,
  show: ({ frame }) => ({ items: frame.sections }),
  change: (desk, ifVersion, { items }) => changeSections(desk, ifVersion, items),
});

export const links = siteValue({
  schema: linksSchema,
  show: ({ frame }) => ({ items: frame.links }),
  change: (desk, ifVersion, { items }) => changeLinks(desk, ifVersion, items),
});

const searchesValue = siteValue({
  schema: searchesSchema,
  show: ({ frame }) => ({ pinned: frame.searches }),
  change: changeSearches,
});

export const searches: { get: Handler; put: Handler } = {
  get: async (c) => {
    const db = openDatabase(c.env.DB);
    const [state, rows] = [await readSite(db), await allSearchTerms(db)];
    const termsIn = (list: "pinned" | "blocked") => rows.filter((row) => row.list === list).map(({ term }) => term);
    return json({ pinned: termsIn("pinned"), blocked: termsIn("blocked") }, 200, { etag: etagOf(state.version) });
  },
  put: searchesValue.put,
};
