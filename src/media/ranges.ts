// Byte ranges: which part of a file a GET asks for (RFC 9110 §14).
//
// What is no single range of bytes is ignored, as §14.2 leaves to us: another unit, broken syntax, a list of several parts.

/** `whole`: as if no range were asked for. */
export type PartAsked = "whole" | "unsatisfiable" | { offset: number; length: number };

// §14.1.2 on the bytes themselves; units are names in any case (§14.1), and lists may have empty elements (§5.6.1.2).
const SINGLE_RANGE = /^bytes=[\t ,]*(\d*)-(\d*)[\t ,]*$/i;

/**
 * Whether a request asks for a part at all, of what has this strong entity tag. A part of what is not the same any more would
 * not fit the rest, so `If-Range` must name it (§13.1.5); a date never does, since nothing here has one.
 */
export function asksForPart(headers: Pick<Headers, "get">, etag: string): boolean {
  const ifRange = headers.get("if-range");
  return SINGLE_RANGE.test(headers.get("range") ?? "") && (ifRange === null || ifRange.trim() === etag);
}

/** The part of a file of `size` bytes that the field `Range` names. */
export function parseRange(field: string, size: number): PartAsked {
  const [, first = "", last = ""] = SINGLE_RANGE.exec(field) ?? [];
  if (first === "" && last === "") return "whole";
  if (first === "") return partOf({ from: Math.max(0, size - Number(last)), to: size - 1, size });
  if (last !== "" && Number(last) < Number(first)) return "whole";
  return partOf({ from: Number(first), to: last === "" ? size - 1 : Math.min(Number(last), size - 1), size });
}

/** Where the range begins beyond the end, as that of the last zero bytes does, there is nothing to send (§14.1.1). */
const partOf = ({ from, to, size }: { from: number; to: number; size: number }): PartAsked =>
  from >= size ? "unsatisfiable" : { offset: from, length: to - from + 1 };
