// Tables as CSV (RFC 4180).

import { accepts } from "hono/accepts";
import type { ApiContext } from "./context";

/** Whether a list is wanted as CSV: by the parameter `format` or, without it, by the header `Accept`. */
export function wantsCsv(c: ApiContext, format: "json" | "csv" | undefined): boolean {
  if (format !== undefined) return format === "csv";
  const supports = ["application/json", "text/csv"];
  return accepts(c, { header: "Accept", supports, default: "application/json" }) === "text/csv";
}

/** A table to be saved as a file: a header row, then the items' columns; what an item lacks is an empty cell. */
export function csvResponse<Item extends object>(
  name: string,
  columns: readonly (keyof Item & string)[],
  items: readonly Item[],
): Response {
  const lines = [columns, ...items.map((item) => columns.map((column) => cellOf(item[column])))];
  const text = lines.map((cells) => `${cells.map(csvCell).join(",")}\r\n`).join("");
  return new Response(text, {
    headers: {
      "content-type": "text/csv; charset=utf-8; header=present",
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": "no-store",
    },
  });
}

/** A cell of RFC 4180. A text that a spreadsheet would take for a formula gets an apostrophe before it. */
function csvCell(value: string | number): string {
  const text = typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const cellOf = (value: unknown): string | number => (typeof value === "number" ? value : String(value ?? ""));
