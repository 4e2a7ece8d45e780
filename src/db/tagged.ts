// Articles with a tag, newest first, by `article_tags_page`.

import { asc, desc, eq, sql } from "drizzle-orm";
import { isVisible } from "./article-filters";
import { cardColumns, langOf, momentsOf, type Where } from "./cards";
import type { Database } from "./client";
import { articleReads } from "./reads-schema";
import { articles, articleTags } from "./schema";

/** The newest. Three rows each: the tag's, the article's, its reads'. */
export const taggedWith = (db: Database, tag: string, where: Where, limit: number) =>
  tagged(db, tag, where, sql`true`).limit(limit);

/** Those of a month, `yyyy-mm`. What was published around it in UTC is read as well, two rows each. */
export function taggedInMonth(
  db: Database,
  tag: string,
  { month, limit, ...where }: Where & Month & { limit: number },
) {
  const { first, last } = momentsOf(month);
  return tagged(
    db,
    tag,
    where,
    sql`${articleTags.publishedAt} between ${first} and ${last} and substr(${articles.day}, 1, 7) = ${month}`,
  ).limit(limit);
}

interface Month {
  month: string;
}

/** The nearest month before or after one in which a visible article has the tag, and when that article expires. */
export function monthBeside(
  db: Database,
  tag: string,
  { side, month, lang, now }: Where & Month & { side: "older" | "newer" },
) {
  const { first, last } = momentsOf(month);
  const other = sql`substr(${articles.day}, 1, 7)`;
  const [beyond, order] =
    side === "older"
      ? [sql`${articleTags.publishedAt} <= ${first + ZONES_MS} and ${other} < ${month}`, desc(articleTags.publishedAt)]
      : [sql`${articleTags.publishedAt} >= ${last - ZONES_MS} and ${other} > ${month}`, asc(articleTags.publishedAt)];
  return db
    .select({ month: sql<string>`${other}`, expireAt: articles.expireAt })
    .from(articleTags)
    .innerJoin(articles, eq(articles.id, articleTags.articleId))
    .where(
      sql`${articleTags.tag} = ${tag} and ${articleTags.lang} = ${langOf(lang)} and ${isVisible(now)} and ${beyond}`,
    )
    .orderBy(order)
    .limit(1);
}

/** How far apart time zones lie. */
const ZONES_MS = 26 * 3_600_000;

const tagged = (db: Database, tag: string, { lang, now }: Where, more: ReturnType<typeof isVisible>) =>
  db
    .select(cardColumns)
    .from(articleTags)
    .innerJoin(articles, eq(articles.id, articleTags.articleId))
    .leftJoin(articleReads, eq(articleReads.articleId, articles.id))
    .where(
      sql`${articleTags.tag} = ${tag} and ${articleTags.lang} = ${langOf(lang)} and ${articleTags.publishedAt} <= ${now}
        and ${isVisible(now)} and ${more}`,
    )
    .orderBy(desc(articleTags.publishedAt), desc(articleTags.articleId));
