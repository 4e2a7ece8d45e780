// All that D1 holds, to be compared.

import { env } from "cloudflare:workers";

export type Tables = Record<string, Record<string, unknown>[]>;

/** Every table's rows, those of full-text search as SQLite stores them, and the last ids given out. */
export async function allTables(): Promise<Tables> {
  const { results } = await env.DB.prepare(
    `select name from sqlite_master where type = 'table' and sql not like 'create virtual%'
       and name not like '\\_cf\\_%' escape '\\' and name not like 'd1\\_%' escape '\\' order by name`,
  ).all<{ name: string }>();
  const names = results.map(({ name }) => name);
  const rows = await env.DB.batch<Record<string, unknown>>(
    names.map((name) => env.DB.prepare(`select * from ${name}`)),
  );
  return Object.fromEntries(names.map((name, place) => [name, rows[place]?.results ?? []]));
}
