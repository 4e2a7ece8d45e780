// A picture of few inks on one ground, each in many shades: rectangles, and glyphs with smooth edges.

import { boundsOf, Coverage } from "./coverage";
import type { Glyph } from "./glyph-file";

export type Colour = readonly [red: number, green: number, blue: number];

/** Something to draw with: a colour, and the ground that its edges fade into. */
export interface Ink {
  colour: Colour;
  ground: Colour;
}

/** As many shades as 256 colours allow for four inks. */
const SHADES = 64;
const MAX_INKS = 256 / SHADES;

export class Picture {
  readonly width: number;
  readonly height: number;
  readonly inks: readonly Ink[];
  /** A byte a pixel: ink times shades, plus the shade. */
  readonly pixels: Uint8Array;

  /** The first ink's ground is the picture's. Four inks at most. */
  constructor({ width, height, inks }: { width: number; height: number; inks: readonly Ink[] }) {
    if (inks.length > MAX_INKS) throw new RangeError(`a picture has ${MAX_INKS} inks at most`);
    this.width = width;
    this.height = height;
    this.inks = inks;
    this.pixels = new Uint8Array(width * height);
  }

  /** Red, green and blue for each value of a pixel. */
  get palette(): Uint8Array {
    const between = (from: number, to: number, shade: number) =>
      Math.round(from + ((to - from) * shade) / (SHADES - 1));
    const colours = this.inks.flatMap(({ colour, ground }) =>
      Array.from({ length: SHADES }, (_, shade) => colour.map((to, part) => between(ground[part] ?? 0, to, shade))),
    );
    return Uint8Array.from(colours.flat());
  }

  /** Whole pixels, cut at the picture's edges. `strength` is from 0, the ink's ground, to 1. */
  fillRectangle(ink: number, box: { x: number; y: number; width: number; height: number; strength?: number }): void {
    const value = ink * SHADES + Math.round((box.strength ?? 1) * (SHADES - 1));
    const [left, right] = [Math.max(0, box.x), Math.min(this.width, box.x + box.width)];
    for (let y = Math.max(0, box.y); y < Math.min(this.height, box.y + box.height); y++) {
      this.pixels.fill(value, y * this.width + left, y * this.width + right);
    }
  }

  /** A glyph that stands at `x` on the baseline `y`, in pixels as its size is. */
  drawGlyph(ink: number, { outline }: Glyph, { x, y, size }: { x: number; y: number; size: number }): void {
    const scale = size / 1000;
    const bounds = boundsOf(outline);
    if (bounds === null) return;
    const left = Math.floor(x + bounds.left * scale);
    const top = Math.floor(y - bounds.top * scale);
    const width = Math.ceil(x + bounds.right * scale) - left + 1;
    const height = Math.ceil(y - bounds.bottom * scale) - top + 1;
    const coverage = new Coverage(width, height);
    const place = { x: x - left, y: y - top, scale };
    coverage.add(outline, place);
    this.#lay(ink, coverage, { left, top });
  }

  #lay(ink: number, coverage: Coverage, { left, top }: { left: number; top: number }): void {
    const { width, height } = coverage;
    for (let y = Math.max(0, -top); y < Math.min(height, this.height - top); y++) {
      let sum = 0;
      for (let x = 0; x < width; x++) {
        sum += coverage.changes[y * (width + 1) + x] ?? 0;
        const shade = Math.round(Math.min(Math.abs(sum), 1) * (SHADES - 1));
        const at = (y + top) * this.width + x + left;
        const isInside = x + left >= 0 && x + left < this.width;
        // Where two glyphs of one ink meet, the darker shade stands.
        if (shade > 0 && isInside) this.pixels[at] = darker(this.pixels[at] ?? 0, ink * SHADES + shade);
      }
    }
  }
}

const darker = (there: number, value: number): number =>
  Math.floor(there / SHADES) === Math.floor(value / SHADES) ? Math.max(there, value) : value;
