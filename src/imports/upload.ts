// A dump on its way into R2: in parts, of which one is in memory, with the hash by which it is known when it comes again.

import { MAX_DUMP_BYTES, PART_BYTES } from "./limits";

/** Where dumps are. The hash is known only at a dump's end, so it can't be part of the key. */
export const DUMPS = "imports/";

export type Uploaded =
  | { ok: true; dump: string; hash: string; bytes: number }
  | { ok: false; reason: "too_large" | "empty" };

/** Stores a dump of at most `MAX_DUMP_BYTES`; of any other nothing stays. */
export async function uploadDump(bucket: R2Bucket, body: ReadableStream<Uint8Array> | null): Promise<Uploaded> {
  const dump = `${DUMPS}${crypto.randomUUID()}`;
  const digest = new crypto.DigestStream("SHA-256");
  const hashing = digest.getWriter();
  const parts = new Parts(bucket, dump);
  let bytes = 0;
  try {
    for await (const chunk of body ?? []) {
      bytes += chunk.length;
      if (bytes > MAX_DUMP_BYTES) break;
      await hashing.write(chunk);
      await parts.add(chunk);
    }
    const isTaken = bytes > 0 && bytes <= MAX_DUMP_BYTES;
    if (isTaken) await parts.end();
    else await parts.abort();
  } catch (error) {
    await parts.abort();
    throw error;
  } finally {
    await hashing.close();
  }
  if (bytes === 0) return { ok: false, reason: "empty" };
  if (bytes > MAX_DUMP_BYTES) return { ok: false, reason: "too_large" };
  return { ok: true, dump, hash: new Uint8Array(await digest.digest).toHex(), bytes };
}

/** Puts a file together from parts of one size; a small one goes as a whole. */
class Parts {
  readonly #bucket: R2Bucket;
  readonly #key: string;
  readonly #done: R2UploadedPart[] = [];
  #upload: R2MultipartUpload | null = null;
  #part = new Uint8Array(PART_BYTES);
  #filled = 0;

  constructor(bucket: R2Bucket, key: string) {
    this.#bucket = bucket;
    this.#key = key;
  }

  async add(chunk: Uint8Array): Promise<void> {
    for (let from = 0; from < chunk.length; ) {
      const some = chunk.subarray(from, from + PART_BYTES - this.#filled);
      this.#part.set(some, this.#filled);
      this.#filled += some.length;
      from += some.length;
      if (this.#filled === PART_BYTES) await this.#send();
    }
  }

  async end(): Promise<void> {
    if (this.#upload === null) {
      await this.#bucket.put(this.#key, this.#part.subarray(0, this.#filled));
      return;
    }
    if (this.#filled > 0) await this.#send();
    await this.#upload.complete(this.#done);
  }

  async abort(): Promise<void> {
    await this.#upload?.abort();
  }

  async #send(): Promise<void> {
    this.#upload ??= await this.#bucket.createMultipartUpload(this.#key);
    const number = this.#done.length + 1;
    this.#done.push(await this.#upload.uploadPart(number, this.#part.subarray(0, this.#filled)));
    this.#part = new Uint8Array(PART_BYTES);
    this.#filled = 0;
  }
}
