// When what readers see next changes by the clock alone (P6).

import { type SQL, sql } from "drizzle-orm";
import { isLive } from "./article-filters";
import { langOf, sectionIdOf, type Where } from "./cards";
import type { Database } from "./client";
import { articles, articleTags } from "./schema";

const nextOf = (column: SQL, among: SQL, now: number): SQL =>
  sql`(select ${column} from ${articles} where ${among} and ${isLive} and ${column} is not null and ${column} > ${now}
    order by ${column} limit 1)`;

const earlierOf = (a: SQL, b: SQL): SQL<number | null> =>
  sql<number | null>`case when ${a} is null or ${b} < ${a} then ${b} else ${a} end`;

/** The next publication or expiry of a language: of the site, or of one section. Two rows, by the indexes of each. */
export function nextChange(db: Database, { lang, now }: Where, section: string | null) {
  const among =
    section === null
      ? sql`${articles.lang} = ${langOf(lang)}`
      : sql`${articles.sectionId} = ${sectionIdOf(section)} and ${articles.lang} = ${langOf(lang)}`;
  const publish = nextOf(sql`${articles.publishedAt}`, among, now);
  const expire = nextOf(sql`${articles.expireAt}`, among, now);
  return db.all<{ publishAt: number | null; at: number | null }>(
    sql`select publish_at as "publishAt", ${earlierOf(sql`publish_at`, sql`expire_at`)} as at
      from (select ${publish} as publish_at, ${expire} as expire_at)`,
  );
}

/** When the next article with a tag is published. One row, by `article_tags_page`. */
export const nextTagged = (db: Database, tag: string, { lang, now }: Where) =>
  db.all<{ at: number | null }>(
    sql`select min(published_at) as at from ${articleTags}
      where tag = ${tag} and lang = ${langOf(lang)} and published_at > ${now}`,
  );
