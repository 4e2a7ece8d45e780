// The picture of a page that has none of its own, for where it is shared: its title, and where it stands.

import { fitText } from "./fit-text";
import { ALWAYS_NEEDED, legibleText, normaliseText } from "./legible";
import { Picture } from "./picture";
import { encodePng } from "./png";
import { type Line, setLine } from "./set-line";
import { openTypeCase, type ReadFile, type TypeCase } from "./type-case";

/** What it says. An empty text, or one in a script that the typeface lacks, is left out. */
export interface ShareCard {
  lang: string;
  title: string;
  /** The site's name. */
  brand: string;
  section: string;
  /** A date, or a line about what it is of. */
  note: string;
  host: string;
}

/** To be raised with each change of how a card looks: it is in the pictures' addresses, which are kept for ever. */
export const LOOK = 1;

/** Pixels. Wide is what Open Graph's readers show; WeChat shows a square. */
export const SHAPES = {
  wide: {
    ...{ width: 1200, height: 630, margin: 80, band: 16 },
    ...{ emblem: 64, brand: 36, small: 30, top: 72 },
    sizes: [
      { size: 112, lines: 2 },
      { size: 90, lines: 3 },
      { size: 78, lines: 3 },
      { size: 68, lines: 4 },
      { size: 58, lines: 4 },
    ],
  },
  square: {
    ...{ width: 600, height: 600, margin: 44, band: 16 },
    ...{ emblem: 52, brand: 28, small: 26, top: 56 },
    sizes: [
      { size: 126, lines: 2 },
      { size: 98, lines: 3 },
      { size: 76, lines: 4 },
      { size: 62, lines: 4 },
      { size: 54, lines: 4 },
      { size: 46, lines: 4 },
    ],
  },
} as const;

export type Shape = keyof typeof SHAPES;
type Measures = (typeof SHAPES)[Shape];

const PAPER = [255, 255, 255] as const;
const ACCENT = [176, 42, 24] as const;
/** The site's light scheme (look/tokens-css.ts). */
const INKS = [
  { colour: [20, 24, 29], ground: PAPER },
  { colour: ACCENT, ground: PAPER },
  { colour: [83, 93, 104], ground: PAPER },
  { colour: PAPER, ground: ACCENT },
] as const;
const [TITLE, ACCENTED, SOFT, ON_ACCENT] = [0, 1, 2, 3];

const LINE_HEIGHT = 1.3;
/** In sizes of its type. */
const FOOT_HEIGHT = 3;
/** A rule is thin by its shade. */
const RULE = 0.25;
/** How high capitals and most of a character stand: by it lines are centred. */
const CAP_HEIGHT = 0.74;

/** Draws it; the same card gives the same bytes. Throws where the typeface's files can't be read. */
export async function drawShareCard(
  card: ShareCard,
  shape: Shape,
  readFile: ReadFile,
): Promise<Uint8Array<ArrayBuffer>> {
  const texts = [card.title, card.brand, card.section, card.note, card.host].map(normaliseText);
  const emblem = emblemOf(card.brand);
  const type = await openTypeCase(readFile, [...texts, emblem, ALWAYS_NEEDED]);
  const [title, brand, section, note, host] = texts.map((text) => legibleText(text, type) ?? "");
  const measures = SHAPES[shape];
  const picture = new Picture({ ...measures, inks: INKS });
  const page = new Page(picture, measures, type);
  // The site's own page is called by its name, which then need not stand above it too.
  const name = title === "" || title === brand ? "" : (brand ?? "");
  page.drawHead({ emblem: legibleText(emblem, type) ?? "", name, section: section ?? "" });
  page.drawTitle(title || brand || host || "", card.lang);
  page.drawFoot({ note: note ?? "", host: host ?? "" });
  return encodePng(picture);
}

/** The site's first character, as on its icon. */
function emblemOf(brand: string): string {
  const [first = ""] = Array.from(normaliseText(brand).toUpperCase());
  return first;
}

class Page {
  readonly #picture: Picture;
  readonly #measures: Measures;
  readonly #type: TypeCase;

  constructor(picture: Picture, measures: Measures, type: TypeCase) {
    this.#picture = picture;
    this.#measures = measures;
    this.#type = type;
  }

  /** The emblem, the site's name, and the section at the other end. */
  drawHead({ emblem, name, section }: { emblem: string; name: string; section: string }): void {
    const { width, margin, band, top, emblem: side, brand: size, small } = this.#measures;
    this.#picture.fillRectangle(ACCENTED, { x: 0, y: 0, width, height: band });
    const middle = top + side / 2;
    this.#picture.fillRectangle(ACCENTED, { x: margin, y: top, width: side, height: side });
    const letter = setLine(emblem, this.#type);
    const letterSize = side * 0.66;
    const x = margin + (side - (letter.width * letterSize) / 1000) / 2;
    this.#draw(ON_ACCENT, letter, { x, middle, size: letterSize });
    const end = this.#drawAtEnd(ACCENTED, section, { middle, size: small });
    this.#drawCut(TITLE, name, { x: margin + side * 1.3, middle, size, end: end - size });
  }

  /** In the middle of what head and foot leave. */
  drawTitle(title: string, lang: string): void {
    const { width, margin, top, emblem, sizes } = this.#measures;
    const { size, lines } = fitText(title, { lang, type: this.#type, width: width - 2 * margin, sizes });
    const middle = (top + emblem + this.#footTop) / 2 - ((lines.length - 1) * size * LINE_HEIGHT) / 2;
    for (const [place, line] of lines.entries()) {
      this.#draw(TITLE, line, { x: margin, middle: middle + place * size * LINE_HEIGHT, size });
    }
  }

  /** The note, and the site's host where there is room for it. */
  drawFoot({ note, host }: { note: string; host: string }): void {
    const { width, height, margin, small } = this.#measures;
    const rule = { x: margin, y: this.#footTop, width: width - 2 * margin, height: 2, strength: RULE };
    this.#picture.fillRectangle(SOFT, rule);
    const middle = (this.#footTop + height) / 2;
    const isCrowded = note !== "" && width === height;
    const end = this.#drawAtEnd(SOFT, isCrowded ? "" : host, { middle, size: small });
    this.#drawCut(SOFT, note, { x: margin, middle, size: small, end: end - small });
  }

  get #footTop(): number {
    const { height, small } = this.#measures;
    return Math.round(height - FOOT_HEIGHT * small);
  }

  /** Its beginning, from the right margin on; "" leaves the margin. */
  #drawAtEnd(ink: number, text: string, { middle, size }: { middle: number; size: number }): number {
    const { width, margin } = this.#measures;
    const line = this.#cut(text, { size, width: (width - 2 * margin) / 2 });
    const x = width - margin - (line.width * size) / 1000;
    this.#draw(ink, line, { x, middle, size });
    return x;
  }

  #drawCut(ink: number, text: string, at: { x: number; middle: number; size: number; end: number }): void {
    this.#draw(ink, this.#cut(text, { size: at.size, width: at.end - at.x }), at);
  }

  #cut(text: string, { size, width }: { size: number; width: number }): Line {
    const { lines } = fitText(text, { lang: "und", type: this.#type, width, sizes: [{ size, lines: 1 }] });
    return lines[0] ?? setLine("", this.#type);
  }

  #draw(ink: number, line: Line, { x, middle, size }: { x: number; middle: number; size: number }): void {
    const baseline = Math.round(middle + (CAP_HEIGHT * size) / 2);
    for (const { glyph, x: from } of line.glyphs) {
      this.#picture.drawGlyph(ink, glyph, { x: x + (from * size) / 1000, y: baseline, size });
    }
  }
}
