// /api/site, /api/sections, /api/links, /api/searches: what every page shows, each read and replaced whole.

import { openDatabase } from "../db/client";
import { siteAndVersion } from "../db/site";
import { allSearchTerms } from "../db/site-writes";
import { json } from "../http/json";
import { changeLinks, changeSearches, changeSections, changeSettings } from "../publishing/site";
import { toState } from "../publishing/site-change";
import type { Handler } from "./context";
import { etagOf } from "./etag";
import { linksSchema, searchesSchema, sectionsSchema, sentSettingsSchema } from "./schemas/site";
import { putValue, siteValue } from "./site-value";

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

export const searches: { get: Handler; put: Handler } = {
  get: async (c) => {
    const db = openDatabase(c.env.DB);
    const [site, rows] = await db.batch([siteAndVersion(db), allSearchTerms(db)]);
    const { version } = toState(site);
    const termsIn = (list: "pinned" | "blocked") => rows.filter((row) => row.list === list).map(({ term }) => term);
    return json({ pinned: termsIn("pinned"), blocked: termsIn("blocked") }, 200, { etag: etagOf(version) });
  },
  put: (c) =>
    putValue(c, {
      schema: searchesSchema,
      show: ({ frame }, { blocked }) => ({ pinned: frame.searches, blocked }),
      change: changeSearches,
    }),
};
