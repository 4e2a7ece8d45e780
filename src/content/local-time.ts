// Times in the site's zone: days that file articles, and times that were written without an offset.

const PARTS = {
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
} as const;

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat("en-CA", { ...PARTS, timeZone, hourCycle: "h23", calendar: "iso8601" });
  formatters.set(timeZone, made);
  return made;
}

/** `yyyy-mm-dd hh:mm:ss` in a zone. `ms` since the epoch. */
export function localDateTime(ms: number, timeZone: string): string {
  const parts: Record<string, string> = {};
  for (const { type, value } of formatterOf(timeZone).formatToParts(ms)) parts[type] = value;
  const year = (parts.year ?? "").padStart(4, "0");
  return `${year}-${parts.month}-${parts.day} ${parts.hour}:${parts.minute}:${parts.second}`;
}

/** The local day, `yyyy-mm-dd`. */
export const localDay = (ms: number, timeZone: string): string => localDateTime(ms, timeZone).slice(0, 10);

/**
 * A local time as ms since the epoch. Of the two times that a clock set back shows twice, the first; a time that a clock set
 * forward leaves out counts as if it had not been. `local` is `yyyy-mm-dd[ T]hh:mm[:ss]` or a day; null for anything else.
 */
export function fromLocalTime(local: string, timeZone: string): number | null {
  const match = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2})(:\d{2})?)?$/.exec(local.trim());
  if (match === null) return null;
  const asUtc = Date.parse(`${match[1]}T${match[2] ?? "00:00"}${match[3] ?? ":00"}Z`);
  if (Number.isNaN(asUtc) || new Date(asUtc).toISOString().slice(0, 10) !== match[1]) return null;
  const offsetAt = (ms: number) => Date.parse(`${localDateTime(ms, timeZone).replace(" ", "T")}Z`) - ms;
  const day = 86_400_000;
  const candidates = [asUtc - offsetAt(asUtc - day), asUtc - offsetAt(asUtc + day)];
  const exact = candidates.filter((ms) => ms + offsetAt(ms) === asUtc);
  return Math.min(...(exact.length > 0 ? exact : candidates));
}

/**
 * A time as it is written in JSON or in front matter: RFC 3339 with an offset, or local to the zone. Whole seconds, as ms since
 * the epoch; null for anything else.
 */
export function parseTime(text: string, timeZone: string): number | null {
  const local = fromLocalTime(text, timeZone);
  if (local !== null) return local;
  if (!/^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:[Zz]|[+-]\d{2}:\d{2})$/.test(text)) return null;
  const ms = Date.parse(text.replace(" ", "T").toUpperCase());
  return Number.isNaN(ms) ? null : Math.floor(ms / 1000) * 1000;
}

/** RFC 3339 to the second, with the zone's offset: `2021-04-08T08:08:38+08:00`. */
export function rfc3339In(ms: number, timeZone: string): string {
  const local = localDateTime(ms, timeZone).replace(" ", "T");
  const minutes = Math.round((Date.parse(`${local}Z`) - ms) / 60_000);
  const digits = (value: number) => String(value).padStart(2, "0");
  const [hours, rest] = [Math.trunc(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `${local}${minutes < 0 ? "-" : "+"}${digits(hours)}:${digits(rest)}`;
}

/** RFC 3339 in UTC, to the second. */
export const toRfc3339 = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;
