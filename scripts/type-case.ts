// The build's first step (`[build]` in wrangler.toml): takes the outlines out of open fonts, and puts them where the Worker
// reads those that a share image needs (src/drawing). Less than a second; the same fonts always give the same files.

import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { Blob, Buffer, Face, Font, shape, Variation } from "harfbuzzjs";
import wawoff2 from "wawoff2";
import {
  emptyIndex,
  type Glyph,
  glyphFileName,
  INDEX_FILE,
  kerningPlace,
  LATIN_FORMS,
  type TypeIndex,
  writeGlyphs,
  writeIndex,
} from "../src/drawing/glyph-file.ts";

const UNITS = 1000;
/** A file is fetched whole: small enough for that, and few enough for a title that needs twenty. */
const MAX_FILE_BYTES = 160_000;

/**
 * Who comes first has the glyph. Noto Serif stands before the Chinese fonts, whose Greek and Cyrillic letters are as wide as
 * characters; their Latin ones are drawn to go with them. Weights are those that look alike.
 */
const SOURCES = [
  { family: "noto-serif", files: /-(?:greek|cyrillic|latin-ext|vietnamese)(?:-ext)?-wght-normal/, weight: 600 },
  { family: "noto-serif-sc", files: /-wght-normal/, weight: 700 },
  { family: "noto-serif-tc", files: /-wght-normal/, weight: 700 },
  { family: "noto-emoji", files: /-wght-normal/, weight: 600 },
] as const;

async function main(): Promise<void> {
  const folder = resolve(import.meta.dirname, "..", "dist", "type");
  const index = emptyIndex();
  const files = new Map<string, Uint8Array>();
  for (const [place, glyphs] of inFiles(await collect(index)).entries()) {
    for (const { codePoint } of glyphs) index.fileOf[codePoint] = place + 1;
    files.set(glyphFileName(place + 1), writeGlyphs(glyphs));
  }
  files.set(INDEX_FILE, writeIndex(index));
  await mkdir(folder, { recursive: true });
  await putFiles(folder, files);
}

/** A site that runs meanwhile reads these files: none that stays as it is may be missing or half written for a moment. */
async function putFiles(folder: string, files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  const there = await readdir(folder);
  await Promise.all(
    there.filter((name) => !files.has(name)).map((name) => rm(join(folder, name), { recursive: true })),
  );
  for (const [name, bytes] of files) {
    const path = join(folder, name);
    if (!there.includes(name) || !(await readFile(path)).equals(bytes)) await writeFile(path, bytes);
  }
}

/** All glyphs, those of a font's file together: the fonts are cut so that what often comes together stands together. */
async function collect(index: TypeIndex): Promise<Glyph[]> {
  const glyphs = new Map<number, Glyph>();
  for (const { family, files, weight } of SOURCES) {
    for (const name of await filesOf(family, files)) {
      const font = await openFont(family, { name, weight });
      for (const codePoint of Array.from(font.face.collectUnicodes())) {
        const glyph = glyphs.has(codePoint) ? null : glyphOf(font, codePoint);
        if (glyph !== null) glyphs.set(codePoint, glyph);
      }
      if (family === "noto-serif-sc" && name.includes("-latin-wght")) readKerning(font, index);
    }
  }
  const latin = await openFont("noto-serif", { name: "noto-serif-latin-wght-normal.woff2", weight: 600 });
  for (const [mark, form] of LATIN_FORMS) {
    const glyph = glyphOf(latin, codePointOf(mark));
    if (glyph !== null) glyphs.set(codePointOf(form), { ...glyph, codePoint: codePointOf(form) });
  }
  return [...glyphs.values()];
}

const codePointOf = (character: string): number => character.codePointAt(0) ?? 0;

const folderOf = (family: string): string =>
  join(dirname(createRequire(import.meta.url).resolve(`@fontsource-variable/${family}/package.json`)), "files");

async function filesOf(family: string, files: RegExp): Promise<string[]> {
  const names = (await readdir(folderOf(family))).filter((name) => files.test(name));
  return names.toSorted((a, b) => a.localeCompare(b, "en", { numeric: true }));
}

async function openFont(family: string, { name, weight }: { name: string; weight: number }): Promise<Font> {
  const woff2 = await readFile(join(folderOf(family), name));
  const font = new Font(new Face(new Blob(await wawoff2.decompress(woff2))));
  font.setVariations([new Variation("wght", weight)]);
  return font;
}

/** Null where the font has nothing to draw for it, and no width. */
function glyphOf(font: Font, codePoint: number): Glyph | null {
  const id = font.nominalGlyph(codePoint);
  if (id === undefined) return null;
  const scale = UNITS / font.face.upem;
  const outline = outlineOf(font, id, scale);
  const advance = Math.round(font.glyphHAdvance(id) * scale);
  return advance === 0 && outline.length === 0 ? null : { codePoint, advance, outline };
}

function outlineOf(font: Font, id: number, scale: number): Int16Array {
  const contours: number[][] = [];
  const point = (x = 0, y = 0, isOnCurve = 1) => [2 * Math.round(x * scale) + isOnCurve, Math.round(y * scale)];
  for (const { type, values } of font.glyphToJson(id)) {
    const [x, y, x2, y2] = values;
    if (type === "M") contours.push(point(x, y));
    else if (type === "L") contours.at(-1)?.push(...point(x, y));
    else if (type === "Q") contours.at(-1)?.push(...point(x, y, 0), ...point(x2, y2));
    else if (type !== "Z") throw new Error(`an outline has a curve of the kind ${type}`);
  }
  return Int16Array.from(contours.flatMap((points) => [points.length / 2, ...points]));
}

function readKerning(font: Font, { kerning }: TypeIndex): void {
  const letters = Array.from({ length: 0x5f }, (_, place) => 0x20 + place);
  for (const left of letters) {
    for (const right of letters) {
      const alone = advanceOf(font, [left]) + advanceOf(font, [right]);
      kerning[kerningPlace(left, right)] = advanceOf(font, [left, right]) - alone;
    }
  }
}

function advanceOf(font: Font, codePoints: number[]): number {
  const buffer = new Buffer();
  buffer.addCodePoints(codePoints);
  buffer.guessSegmentProperties();
  shape(font, buffer);
  return buffer.getGlyphPositions().reduce((sum, { xAdvance = 0 }) => sum + xAdvance, 0);
}

function inFiles(glyphs: readonly Glyph[]): Glyph[][] {
  const files: Glyph[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const glyph of glyphs) {
    if (bytes > MAX_FILE_BYTES) {
      files.push([]);
      bytes = 0;
    }
    files.at(-1)?.push(glyph);
    bytes += glyph.outline.byteLength;
  }
  return files;
}

await main();
