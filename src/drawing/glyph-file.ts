// How the outlines of a typeface are kept in files, so that a text's few glyphs are read and the other thousands are not.
// Written when the site is built (scripts/type-case.ts), read when a picture is drawn (type-case.ts).

/** All lengths and coordinates are in thousandths of the type's size; y grows upwards from the baseline. */
export interface Glyph {
  codePoint: number;
  advance: number;
  /**
   * Its contours one after the other: the number of their points, then two numbers a point, `2x` (plus 1 where the point is
   * on the curve, which is quadratic) and `y`. A contour begins on the curve, and ends where it began.
   */
  outline: Int16Array;
}

/** Says which file has a code point, and how pairs of letters are kerned. */
export const INDEX_FILE = "index.bin";
export const glyphFileName = (number: number): string => `${number}.bin`;

/** The planes that the index covers: basic, symbols, and the first of rare characters. */
const INDEXED = 0x30000;
/** Printable ASCII is kerned. */
const [FIRST_KERNED, KERNED] = [0x20, 0x5f];

export interface TypeIndex {
  /** By code point the number of its file, from 1 on; 0: there is no such glyph. */
  fileOf: Uint8Array;
  /** What is added between two of ASCII's characters. */
  kerning: Int16Array;
}

export const emptyIndex = (): TypeIndex => ({
  fileOf: new Uint8Array(INDEXED),
  kerning: new Int16Array(KERNED * KERNED),
});

/** Where the kerning of two code points stands; -1 where they are not kerned. */
export function kerningPlace(left: number, right: number): number {
  const [row, column] = [left - FIRST_KERNED, right - FIRST_KERNED];
  const isKerned = row >= 0 && row < KERNED && column >= 0 && column < KERNED;
  return isKerned ? row * KERNED + column : -1;
}

export function writeIndex({ fileOf, kerning }: TypeIndex): Uint8Array {
  const bytes = new Uint8Array(fileOf.byteLength + kerning.byteLength);
  bytes.set(fileOf);
  bytes.set(new Uint8Array(kerning.buffer), fileOf.byteLength);
  return bytes;
}

export const readIndex = (buffer: ArrayBuffer): TypeIndex => ({
  fileOf: new Uint8Array(buffer, 0, INDEXED),
  kerning: new Int16Array(buffer, INDEXED, KERNED * KERNED),
});

/** The words of 32 bits that stand before the outlines for each glyph: code point, advance, where its outline ends. */
const ENTRY = 3;

export function writeGlyphs(glyphs: readonly Glyph[]): Uint8Array {
  const head = new Uint32Array(1 + glyphs.length * ENTRY);
  head[0] = glyphs.length;
  let end = 0;
  for (const [place, { codePoint, advance, outline }] of glyphs.entries()) {
    end += outline.length;
    head.set([codePoint, advance, end], 1 + place * ENTRY);
  }
  const outlines = new Int16Array(end);
  let at = 0;
  for (const { outline } of glyphs) {
    outlines.set(outline, at);
    at += outline.length;
  }
  const bytes = new Uint8Array(head.byteLength + outlines.byteLength);
  bytes.set(new Uint8Array(head.buffer));
  bytes.set(new Uint8Array(outlines.buffer), head.byteLength);
  return bytes;
}

/** Those glyphs of a file that are wanted. Their outlines are copies: the file's bytes can go. */
export function readGlyphs(buffer: ArrayBuffer, wanted: ReadonlySet<number>): Glyph[] {
  const [count = 0] = new Uint32Array(buffer, 0, 1);
  const head = new Uint32Array(buffer, 4, count * ENTRY);
  const outlines = new Int16Array(buffer, 4 + head.byteLength);
  const glyphs: Glyph[] = [];
  let start = 0;
  for (let place = 0; place < head.length; place += ENTRY) {
    const [codePoint = 0, advance = 0, end = 0] = head.subarray(place, place + ENTRY);
    if (wanted.has(codePoint)) glyphs.push({ codePoint, advance, outline: outlines.slice(start, end) });
    start = end;
  }
  return glyphs;
}

/**
 * Marks that Chinese and Latin texts share and set in their own widths. The Latin forms stand in the index at code points
 * of no meaning of their own.
 */
export const LATIN_FORMS: ReadonlyMap<string, string> = new Map([
  ["‘", "\uE000"],
  ["’", "\uE001"],
  ["“", "\uE002"],
  ["”", "\uE003"],
  ["…", "\uE004"],
  ["—", "\uE005"],
]);
