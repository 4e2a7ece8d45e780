// The table of waits and rows, of two sites of different sizes.

import { BUDGETS, complaints, rowsOf } from "./budgets.ts";
import type { Figure } from "./requests.ts";
import { table } from "./table.ts";

export interface Sized {
  articles: number;
  figures: Figure[];
}

/** Prints the table of waits and rows; false when a budget is broken. */
export function reportRequests(small: Sized, large: Sized): boolean {
  const pairs = large.figures.map((figure, n): [Figure, Figure] => [small.figures[n] ?? figure, figure]);
  const sizes = [small, large].map(({ articles }) => articles.toLocaleString("en"));
  const rows = pairs.map(([a, b]) => {
    const budget = BUDGETS[b.request];
    const wrong = complaints(a, b);
    return [
      b.request,
      `${Math.max(a.cost.waits, b.cost.waits)}`,
      `${budget?.waits ?? "–"}`,
      budget?.rows == null ? "–" : `≤ ${budget.rows}`,
      `${rowsOf(a)}`,
      `${rowsOf(b)}`,
      wrong.length === 0 ? "holds" : `OVER: ${wrong.join(", ")}`,
    ];
  });
  console.log(`${table(["request", "waits", "of", "rows", ...sizes, "verdict"], rows)}\n`);
  const broken = pairs.filter(([a, b]) => complaints(a, b).length > 0);
  for (const [, figure] of broken) console.log(`${explain(figure)}\n`);
  return broken.length === 0;
}

/** Where a request's rows come from. */
export function explain({ request, cost }: Figure): string {
  const { rowsRead, sql } = cost.dearest;
  if (rowsRead === 0) return `${request}: ${cost.rowsInObjects} rows that an object read for itself`;
  const statements = cost.rowsByStatement.join(" + ");
  return `${request}: rows by statement ${statements}; the dearest (${rowsRead}) is\n  ${sql.replace(/\s+/g, " ").slice(0, 1000)}`;
}
