// A dump read here and there, in blocks: a folder of a thousand texts would cost two thousand calls otherwise.

import { MAX_MEDIA_BYTES } from "../../media/library";
import { BrokenDump, type Dump } from "../format";
import { BLOCK_BYTES, MAX_BLOCKS, MAX_ZIP_LIST_BYTES } from "../reader-limits";

/** Of more no file has need, and no list. */
const MAX_READ_BYTES = Math.max(MAX_MEDIA_BYTES + 64 * 1024, MAX_ZIP_LIST_BYTES);

/** What the ZIP library reads by. It keeps the last MAX_BLOCKS blocks. */
export class BlockReader {
  readonly #blocks = new Map<number, Uint8Array>();
  /** Why a block could not be had: no fault of the dump's. */
  failure: unknown = null;

  constructor(readonly dump: Dump) {}

  async getLength(): Promise<number> {
    return this.dump.size;
  }

  async read(offset: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    if (length > MAX_READ_BYTES) throw new BrokenDump(`The ZIP's list or a file takes ${length} bytes: too many`);
    if (offset < 0 || offset + length > this.dump.size) throw new BrokenDump("The ZIP is cut off");
    const bytes = new Uint8Array(length);
    for (let done = 0; done < length; ) {
      const number = Math.floor((offset + done) / BLOCK_BYTES);
      const block = await this.#block(number);
      const part = block.subarray(offset + done - number * BLOCK_BYTES).subarray(0, length - done);
      if (part.byteLength === 0) throw new BrokenDump("The ZIP is cut off");
      bytes.set(part, done);
      done += part.byteLength;
    }
    return bytes;
  }

  async #block(number: number): Promise<Uint8Array> {
    const known = this.#blocks.get(number);
    if (known) this.#blocks.delete(number);
    const block = known ?? (await this.#fetch(number * BLOCK_BYTES));
    this.#blocks.set(number, block);
    for (const oldest of this.#blocks.keys()) {
      if (this.#blocks.size <= MAX_BLOCKS) break;
      this.#blocks.delete(oldest);
    }
    return block;
  }

  async #fetch(offset: number): Promise<Uint8Array> {
    try {
      const length = Math.min(BLOCK_BYTES, this.dump.size - offset);
      return new Uint8Array(await new Response(await this.dump.open({ offset, length })).arrayBuffer());
    } catch (error) {
      this.failure = error;
      throw error;
    }
  }
}
