// Every kind of page of the demo, in each of its languages.

import { ask } from "../process/npm-start.ts";
import type { DemoSite } from "./demo-site.ts";
import { LANGUAGES } from "./languages.ts";

export interface PageKind {
  path: string;
  status: number;
}

/** An article's text with tables, code, quotes, notes, pictures and headings of every level. */
const RICHEST = { "zh-CN": "/industry/how-river-data-earns-trust", en: "/en/guides/field-kit" };

export function pageKinds(demo: Pick<DemoSite, "articleAt">): PageKind[] {
  const [month = ""] = demo.articleAt("/news/eight-years").publishedAt.split(/-\d\dT/);
  return LANGUAGES.flatMap(({ lang, prefix, found, nothing }) => [
    ...[
      prefix || "/",
      `${prefix}/news`,
      `${prefix}/news/dl-8-released`,
      `${prefix}/guides/ph-calibration`,
      RICHEST[lang],
    ],
    ...[`${prefix}/tag/pH`, `${prefix}/search`, `${prefix}/search?q=${encodeURIComponent(found.query)}`],
    ...[`${prefix}/search?q=${encodeURIComponent(nothing.query)}`, `${prefix}/news/${month.replace("-", "/")}`],
  ])
    .map((path) => ({ path, status: 200 }))
    .concat(LANGUAGES.map(({ prefix }) => ({ path: `${prefix}/news/nowhere-at-all`, status: 404 })));
}

/** The page of an article that was published and withdrawn. */
export async function withdrawnPage({ site }: Pick<DemoSite, "site">): Promise<PageKind> {
  const { body } = await ask(site, "POST", "/articles", { title: "Gone", section: "news", body: "x" });
  await ask(site, "DELETE", `/articles/${body.id}`);
  return { path: new URL(body.url).pathname, status: 410 };
}
