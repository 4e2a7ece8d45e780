// What every form of dump is to the import: items in a fixed order, and how one of them is taken in.

import type { Desk } from "../publishing/desk";
import type { FlushedCounters } from "../reads/delivery";
import type { MediaAnswer } from "./fetch-media";

/** A form of dump, such as WordPress WXR. */
export interface ImportFormat<Item> {
  /**
   * The dump's items, in an order that is the same each time: an import goes on after the n-th. Sections come before articles, originals
   * before translations. What can't be read is an item too. Throws `BrokenDump` where nothing more can be read.
   */
  read(dump: Dump): AsyncIterable<Item>;
  /** Takes one item in. An item that was taken before is found again by its key, and changes nothing where it is the same. */
  take(item: Item, place: ImportPlace): Promise<Taken>;
}

/**
 * A dump where it is kept, so that a reader can open it more than once: WordPress names a cover by the id of a file that stands
 * further down, and the list of a ZIP is at its end.
 */
export interface Dump {
  /** Bytes. */
  size: number;
  /** All of it, or a range that lies in it. */
  open(range?: { offset: number; length: number }): Promise<ReadableStream<Uint8Array>>;
}

/** Where items are taken in. */
export interface ImportPlace {
  desk: Desk;
  bucket: R2Bucket;
  /** They are asked what they counted where an article that is here gets the reads that it had elsewhere. */
  counters: FlushedCounters;
  /** Fetches a file of the old site where the operator allows that host. Throws when it can't be had. */
  fetchMedia: (url: string) => Promise<MediaAnswer>;
}

/** What became of an item, as the report tells it. */
export interface Taken {
  outcome: "created" | "changed" | "unchanged" | "skipped" | "failed";
  /** Such as `article`, `page`, `section`, `media`. */
  kind: string;
  /** Names the item in the old site: its address, id or file. */
  key: string;
  /** The path or URL that it has here. */
  url?: string;
  /** Why it failed or was skipped; what of it was left out or has changed its form. */
  notes: readonly string[];
}

/** The dump is not what it says, or is cut off. */
export class BrokenDump extends Error {
  override name = "BrokenDump";
}
