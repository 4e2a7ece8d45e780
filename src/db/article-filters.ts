// Which articles are visible at a moment, as SQL. Partial indexes need `state = 'live'` as it stands here, not as a parameter.

import { type SQL, sql } from "drizzle-orm";
import { articles } from "./schema";

/** Saved to be seen, now or later. */
export const isLive = sql`${articles.state} = 'live'`;

/** Seen by readers at `now`, in ms since the epoch. */
export const isVisible = (now: number): SQL =>
  sql`${isLive} and ${articles.publishedAt} <= ${now} and (${articles.expireAt} is null or ${articles.expireAt} > ${now})`;

/** A status, as it is computed from what is saved. */
export function statusWhere(status: "draft" | "scheduled" | "published" | "expired" | "withdrawn", now: number): SQL {
  switch (status) {
    case "draft":
      return sql`${articles.state} = 'draft'`;
    case "withdrawn":
      return sql`${articles.state} = 'withdrawn'`;
    case "scheduled":
      return sql`${isLive} and ${articles.publishedAt} > ${now}`;
    case "published":
      return isVisible(now);
    case "expired":
      return sql`${isLive} and ${articles.publishedAt} <= ${now} and ${articles.expireAt} <= ${now}`;
  }
}
