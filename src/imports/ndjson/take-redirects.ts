// Takes in redirects, those that this site lacks: where one leads here already stays.

import { openDatabase } from "../../db/client";
import { redirectsFrom } from "../../db/import-site";
import type { LineOf } from "../../exports/lines";
import { changeRedirects } from "../../publishing/redirects";
import type { ImportPlace, Taken } from "../format";
import { notesOf } from "./frame-here";

/** One that can't stand beside the others is left out, and named. */
export async function takeRedirects({ items }: LineOf<"redirects">, { desk }: ImportPlace): Promise<Taken> {
  const named = { kind: "redirects", key: items[0]?.from ?? "" };
  const here = await redirectsFrom(
    openDatabase(desk.d1.withSession("first-primary")),
    items.map(({ from }) => from),
  );
  const known = new Map(here.map(({ from, to }) => [from, to]));
  const notes = items.flatMap(({ from, to }) => {
    const leads = known.get(from) ?? to;
    return leads === to ? [] : [`${from} leads to ${leads} here, and stays so`];
  });
  let missing = items.filter(({ from }) => !known.has(from));
  if (missing.length === 0) return { outcome: notes.length > 0 ? "skipped" : "unchanged", ...named, notes };
  while (missing.length > 0) {
    const outcome = await changeRedirects(desk, null, { items: missing, origin: desk.siteOrigin ?? "" });
    if (outcome.ok) return { outcome: "changed", ...named, notes };
    const wrong = placesOf(outcome.failure.reason === "invalid" ? outcome.failure.errors : []);
    notes.push(
      ...notesOf(outcome.failure).map((note) => note.replace(/^items\/(\d+)/, (_, n) => missing[n]?.from ?? n)),
    );
    if (wrong.size === 0) break;
    missing = missing.filter((_, place) => !wrong.has(place));
  }
  return { outcome: "failed", ...named, notes };
}

/** Of errors such as that of `items/3/to`, the places in the list. */
const placesOf = (errors: readonly { field: string }[]): Set<number> =>
  new Set(errors.flatMap(({ field }) => /^items\/(\d+)/.exec(field)?.[1] ?? []).map(Number));
