// What another system allowed, within our limits: what is cut or left out is noted.

import { isReserved } from "../../content/addresses";
import { parseTime } from "../../content/local-time";
import { isSlug, slugify } from "../../content/slug";
import { madeWhole, toLine } from "../../content/whole-text";
import { percentDecoded } from "../../encoding/percent";
import { MAX_ADDRESS, MAX_TAG, MAX_TAGS, MAX_TOP_SLUG } from "../../publishing/limits";
import { isInCalendar } from "../../publishing/times";

/** One line of at most `max` characters; null for none. */
export function fitLine(
  text: string | null,
  { max, field, notes }: { max: number; field: string; notes: string[] },
): string | null {
  const line = toLine(madeWhole(text ?? ""));
  const characters = [...line];
  if (characters.length > max) notes.push(`its ${field} is cut to ${max} characters`);
  return characters.slice(0, max).join("").trim() || null;
}

/** A text of many lines. */
export function fitText(text: string, notes: string[]): string {
  const whole = madeWhole(text);
  if (whole !== text) notes.push("characters that no text can hold are left out");
  return whole;
}

export function fitTags(tags: readonly string[], notes: string[]): string[] {
  const lines = tags.map((tag) => fitLine(tag, { max: MAX_TAG, field: `tag ${tag.slice(0, 20)}`, notes }));
  const fitted = [...new Set(lines.filter((tag) => tag !== null))];
  if (fitted.length > MAX_TAGS) notes.push(`${fitted.length - MAX_TAGS} of its tags are left out: ${MAX_TAGS} at most`);
  return fitted.slice(0, MAX_TAGS);
}

/** A slug as addresses have it here: WordPress keeps those that are not Latin percent-encoded. */
const asHere = (slug: string): string => percentDecoded(slug).normalize("NFC").toLowerCase();

/** An article's slug; null: to be made from the title. */
export function fitSlug(slug: string | null, notes: string[]): string | null {
  if (slug === null) return null;
  const own = asHere(slug);
  if (isSlug(own)) return own;
  const made = slugify(own);
  notes.push(made === "" ? `its slug, ${slug}, has no letter` : `its slug, ${slug}, can't stand here: ${made}`);
  return made || null;
}

/** A section's or a page's slug, the same for the same each time; `otherwise` where none can be made. */
export function topSlugOf(slug: string, otherwise: string): string {
  const own = asHere(slug);
  const words = isSlug(own) ? own : slugify(own) || otherwise;
  const made = cutTo(words, MAX_TOP_SLUG);
  return isReserved(made) ? `${cutTo(words, MAX_TOP_SLUG - 2)}-2` : made;
}

/** The first `length` UTF-16 units of a slug, in whole characters and without a hyphen at the end. */
export function cutTo(slug: string, length: number): string {
  let cut = "";
  for (const character of slug) {
    if (cut.length + character.length > length) break;
    cut += character;
  }
  return cut.replace(/-+$/, "");
}

/** An absolute http(s) URL, or a path of the site; null for anything else. */
export function fitAddress(url: string): string | null {
  if (url.length > MAX_ADDRESS || madeWhole(url) !== url) return null;
  const base = url.startsWith("/") ? "http://site.invalid" : undefined;
  const parsed = URL.parse(url, base);
  if (parsed === null || (base !== undefined && parsed.host !== "site.invalid")) return null;
  return /^https?:$/.test(parsed.protocol) ? url : null;
}

/** A time in ms since the epoch, whole seconds; null for none, or for one that can't be kept. */
export function fitTime(
  moment: number | { local: string } | null,
  { timeZone, field, notes }: { timeZone: string; field: string; notes: string[] },
): number | null {
  if (moment === null) return null;
  const ms = typeof moment === "number" ? Math.floor(moment / 1000) * 1000 : parseTime(moment.local, timeZone);
  if (ms !== null && isInCalendar(ms)) return ms;
  notes.push(`its ${field}, ${typeof moment === "number" ? moment : moment.local}, is no time that can be kept`);
  return null;
}
