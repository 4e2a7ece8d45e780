// Reads the bytes of files, and copies files piece by piece.

/** The bytes as text of one character each, such as a chunk's name. */
export const latin1 = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, to));

export const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);

export const startsWith = (bytes: Uint8Array, at: number, text: string): boolean =>
  latin1(bytes, at, at + text.length) === text;

export const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** What a filter may add beyond what it leaves out: one orientation in the place of another. */
const ROOM_BYTES = 64;

/** A copy of a file that leaves things out. Files may have millions of pieces: each is copied at once, none is remembered. */
export class Copy {
  readonly #original: Uint8Array;
  readonly #bytes: Uint8Array<ArrayBuffer>;
  #length = 0;

  constructor(original: Uint8Array) {
    this.#original = original;
    this.#bytes = new Uint8Array(original.length + ROOM_BYTES);
  }

  /** Copies what stands there in the original. */
  keep(from: number, to: number): void {
    this.add(this.#original.subarray(from, to));
  }

  add(...parts: readonly Uint8Array[]): void {
    for (const part of parts) {
      this.#bytes.set(part, this.#length);
      this.#length += part.length;
    }
  }

  get bytes(): Uint8Array<ArrayBuffer> {
    return this.#bytes.subarray(0, this.#length);
  }
}
