// The tags that articles have.

import { sql } from "drizzle-orm";
import type { Database } from "./client";
import { articleTags } from "./schema";

/**
 * Tags in their order, at most `limit`; with `search` those that hold it, with `A` to `Z` in either case. Each is looked up after the
 * one before it, by `article_tags_page`: about a row a tag, while `distinct` would read one an article.
 */
export const tagNames = (db: Database, { search, limit }: { search: string; limit: number }) =>
  db.all<{ tag: string }>(sql`
    with recursive names(tag) as (
      select (select min(${articleTags.tag}) from ${articleTags})
      union all
      select (select min(t.tag) from ${articleTags} t where t.tag > names.tag) from names where names.tag is not null)
    select tag from names where tag is not null and instr(lower(tag), lower(${search})) > 0 limit ${limit}`);
