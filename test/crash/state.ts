// All that is stored, as it is compared between runs.

import { applyD1Migrations, reset } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { allTables, type Tables } from "../failing/tables";

/** An empty site, as one that was just made. */
export async function emptySite(): Promise<void> {
  await reset();
  await applyD1Migrations(env.DB, env.TEST_MIGRATIONS);
}

/** What differs from run to run: names drawn by chance. */
const DRAWN: Record<string, readonly string[]> = { articles: ["guid"], site: ["guid", "incarnation"] };

/** The tables' rows but for the columns that `without` names for each, and those drawn by chance. */
export async function tables(without: Record<string, readonly string[]> = {}): Promise<Tables> {
  return Object.fromEntries(
    Object.entries(await allTables()).map(([name, rows]) => {
      const left = new Set([...(DRAWN[name] ?? []), ...(without[name] ?? [])]);
      return [name, rows.map((row) => Object.fromEntries(Object.entries(row).filter(([column]) => !left.has(column))))];
    }),
  );
}

/** The names of all files and kept pages. */
export async function names(): Promise<string[]> {
  const [files, pages] = await Promise.all([env.MEDIA.list(), env.PAGES.list()]);
  return [...files.objects.map(({ key }) => key), ...pages.keys.map(({ name }) => name)];
}
