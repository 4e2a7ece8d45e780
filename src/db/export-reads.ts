// What an export tells of reads, page by page.

import { asc, eq, sql } from "drizzle-orm";
import * as z from "zod";
import type { Database } from "./client";
import { readDays, readHosts } from "./reads-schema";
import { articles } from "./schema";

/** Reads of articles by day after one, with their hosts as JSON. Two rows each, by primary keys, and one a host. */
export const readsAfter = (
  db: Database,
  { day, article, last }: { day: string; article: number; last: number },
  limit: number,
) =>
  db
    .select({
      day: readDays.day,
      articleId: readDays.articleId,
      guid: articles.guid,
      reads: readDays.reads,
      hosts: sql<string>`(select json_group_object(host, reads) from (select host, reads from ${readHosts}
        where ${readHosts.day} = ${readDays.day} and ${readHosts.articleId} = ${readDays.articleId} order by host))`.as(
        "hosts",
      ),
    })
    .from(readDays)
    .innerJoin(articles, eq(articles.id, readDays.articleId))
    .where(sql`(${readDays.day}, ${readDays.articleId}) > (${day}, ${article}) and ${readDays.articleId} <= ${last}`)
    .orderBy(asc(readDays.day), asc(readDays.articleId))
    .limit(limit);

/** Reads by host, as `readsAfter` gives them. */
export const hostsOfReads = (json: string) => z.record(z.string(), z.number()).parse(JSON.parse(json));
