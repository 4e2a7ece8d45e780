// The typeface that pictures are set in: reads the glyphs that texts need, and only the files that have them.

import { type Glyph, glyphFileName, INDEX_FILE, kerningPlace, readGlyphs, readIndex } from "./glyph-file";

/** Reads one of the typeface's files. Throws where it can't. */
export type ReadFile = (name: string) => Promise<ArrayBuffer>;

export interface TypeCase {
  /** Null: the typeface has none. */
  glyph: (codePoint: number) => Glyph | null;
  /** What is added between two, in thousandths of the size. */
  kerning: (left: number, right: number) => number;
}

/** The typeface as far as these texts need it. One wait for the index, one for the files, which are read side by side. */
export async function openTypeCase(readFile: ReadFile, texts: readonly string[]): Promise<TypeCase> {
  const { fileOf, kerning } = readIndex(await readFile(INDEX_FILE));
  const wanted = new Set(texts.flatMap((text) => Array.from(text, (character) => character.codePointAt(0) ?? 0)));
  const files = new Set(Array.from(wanted, (codePoint) => fileOf[codePoint] ?? 0).filter((file) => file > 0));
  const read = async (file: number) => readGlyphs(await readFile(glyphFileName(file)), wanted);
  const found = (await Promise.all(Array.from(files, read))).flat();
  const glyphs = new Map(found.map((glyph) => [glyph.codePoint, glyph]));
  return {
    glyph: (codePoint) => glyphs.get(codePoint) ?? null,
    kerning: (left, right) => kerning[kerningPlace(left, right)] ?? 0,
  };
}
