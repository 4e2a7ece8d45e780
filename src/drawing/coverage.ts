// How much of each pixel the outline of a glyph covers, which makes its edges smooth.

/** Points on a curve between which a line is straight enough, per so many pixels of its length. */
const PIXELS_A_STEP = 4;

/** The smallest box around all points, those beside the curve too. Null without any. */
export function boundsOf(outline: Int16Array) {
  let [left, right, top, bottom] = [Infinity, -Infinity, -Infinity, Infinity];
  eachContour(outline, (points) => {
    for (let at = 0; at < points.length; at += 2) {
      const [x, y] = [(points[at] ?? 0) >> 1, points[at + 1] ?? 0];
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.max(top, y);
      bottom = Math.min(bottom, y);
    }
  });
  return left > right ? null : { left, right, top, bottom };
}

function eachContour(outline: Int16Array, visit: (points: Int16Array) => void): void {
  for (let at = 0; at < outline.length; ) {
    const numbers = 2 * (outline[at] ?? 0);
    visit(outline.subarray(at + 1, at + 1 + numbers));
    at += 1 + numbers;
  }
}

interface Place {
  x: number;
  y: number;
  scale: number;
}

/**
 * How much of each pixel an outline covers, as its change from the pixel to its left: each edge adds what lies to the right
 * of it, so that sums along a row give the whole. The method of font-rs and of stb_truetype's second version.
 */
export class Coverage {
  readonly width: number;
  readonly height: number;
  /** A row has one more: what an edge in the last pixel adds to the next. */
  readonly changes: Float32Array;

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.changes = new Float32Array((width + 1) * height);
  }

  /** An outline as `Glyph` has it, with its origin at a place in pixels and so many pixels a unit. */
  add(outline: Int16Array, place: Place): void {
    eachContour(outline, (points) => this.#addContour(points, place));
  }

  #addContour(points: Int16Array, { x, y, scale }: Place): void {
    const horizontal = (at: number) => x + ((points[at] ?? 0) >> 1) * scale;
    const vertical = (at: number) => y - (points[at + 1] ?? 0) * scale;
    const isOnCurve = (at: number) => ((points[at] ?? 0) & 1) === 1;
    const last = points.length;
    for (let at = 2, from = 0; at <= last; at += 2) {
      const to = at % last;
      if (isOnCurve(to)) {
        this.#addLine(horizontal(from), vertical(from), horizontal(to), vertical(to));
        from = to;
        continue;
      }
      const end = (at + 2) % last;
      this.#addCurve(horizontal(from), vertical(from), horizontal(to), vertical(to), horizontal(end), vertical(end));
      from = end;
      at += 2;
    }
  }

  #addCurve(x0: number, y0: number, x1: number, y1: number, x2: number, y2: number): void {
    const length = Math.hypot(x1 - x0, y1 - y0) + Math.hypot(x2 - x1, y2 - y1);
    const steps = 1 + Math.ceil(length / PIXELS_A_STEP);
    let [x, y] = [x0, y0];
    for (let step = 1; step <= steps; step++) {
      const [t, rest] = [step / steps, 1 - step / steps];
      const nextX = rest * rest * x0 + 2 * t * rest * x1 + t * t * x2;
      const nextY = rest * rest * y0 + 2 * t * rest * y1 + t * t * y2;
      this.#addLine(x, y, nextX, nextY);
      [x, y] = [nextX, nextY];
    }
  }

  #addLine(x0: number, y0: number, x1: number, y1: number): void {
    if (y0 === y1) return;
    const direction = y0 < y1 ? 1 : -1;
    const [topX, topY, bottomX, bottomY] = y0 < y1 ? [x0, y0, x1, y1] : [x1, y1, x0, y0];
    const slope = (bottomX - topX) / (bottomY - topY);
    let x = topX;
    for (let row = Math.floor(topY); row < bottomY; row++) {
      const height = Math.min(row + 1, bottomY) - Math.max(row, topY);
      const next = x + slope * height;
      this.#addInRow(row * (this.width + 1), Math.min(x, next), Math.max(x, next), direction * height);
      x = next;
    }
  }

  /** An edge within one row, from `left` to `right`, which is `height` high. */
  #addInRow(row: number, left: number, right: number, height: number): void {
    const { changes } = this;
    const [first, last] = [Math.floor(left), Math.ceil(right)];
    if (last <= first + 1) {
      // It stays in one pixel.
      const covered = height * (1 - ((left + right) / 2 - first));
      changes[row + first] = (changes[row + first] ?? 0) + covered;
      changes[row + first + 1] = (changes[row + first + 1] ?? 0) + height - covered;
      return;
    }
    const perPixel = height / (right - left);
    let before = 0;
    for (let pixel = first; pixel < last; pixel++) {
      // What of this pixel and of all edges so far lies to the right of the edge.
      const [from, to] = [Math.max(left, pixel), Math.min(right, pixel + 1)];
      const part = (to - from) * perPixel;
      const sum = (from - left) * perPixel + part * (pixel + 1 - (from + to) / 2);
      changes[row + pixel] = (changes[row + pixel] ?? 0) + sum - before;
      before = sum;
    }
    changes[row + last] = (changes[row + last] ?? 0) + height - before;
  }
}
