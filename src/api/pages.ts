// /api/pages: the standing pages with their sources, read and replaced whole.

import { openDatabase } from "../db/client";
import { siteAndVersion } from "../db/site";
import { type StandingPageSource, standingPageSources } from "../db/standing-pages";
import { json } from "../http/json";
import { toState } from "../publishing/site-change";
import { changeStandingPages } from "../publishing/standing-pages";
import type { Handler } from "./context";
import { etagOf } from "./etag";
import { pagesSchema } from "./schemas/pages";
import { putValue } from "./site-value";

export const pages: { get: Handler; put: Handler } = {
  get: async (c) => {
    const db = openDatabase(c.env.DB);
    const [site, sources] = await db.batch([siteAndVersion(db), standingPageSources(db)]);
    const { version, frame } = toState(site);
    const byPage = Map.groupBy(sources, ({ pageId }) => pageId);
    const items = frame.pages.map(({ id, slug, place }) => ({ id, slug, place, ...textsOf(byPage.get(id) ?? []) }));
    return json({ items }, 200, { etag: etagOf(version) });
  },
  put: (c) =>
    putValue(c, {
      schema: pagesSchema,
      // The frame has the pages as they were sent, in their order, with the ids of new ones.
      show: ({ frame }, { items }) => ({ items: items.map((item, n) => ({ ...item, id: frame.pages[n]?.id })) }),
      change: (desk, ifVersions, { items }) => changeStandingPages(desk, ifVersions, items),
    }),
};

const textsOf = (sources: readonly StandingPageSource[]) => ({
  format: sources[0]?.format ?? "markdown",
  title: Object.fromEntries(sources.map(({ lang, title }) => [lang, title])),
  body: Object.fromEntries(sources.map(({ lang, source }) => [lang, source])),
});
