// Files of the old site: fetched or taken from the dump once, kept in the library, and found again by their key.

import { openDatabase } from "../../db/client";
import { bindFile, type FileFound, type ItemKnown } from "../../db/import-keys";
import { mediaPath, type Stored, storeMedia } from "../../media/library";
import { MediaRefused } from "../fetch-media";
import { MAX_FILES } from "../limits";
import { isOfThisRun } from "./known";
import type { ForeignPlace } from "./place";

/** A file of the web is the same in every dump; a name such as `images/a.png` is its own dump's. */
export const fileKey = (url: string, importId: number): string =>
  URL.canParse(url) ? `file:${url}` : `${ownFiles(importId)}${url}`;

/** What the keys of a dump's own files begin with. */
export const ownFiles = (importId: number): string => `file:${importId}:`;

/** What became of a file: its path here, or why there is none; `outcome` as the report has it. */
export interface FileTaken {
  path: string | null;
  detail: string | null;
  outcome: FileFound["outcome"];
}

/** The paths of the files that a text names. What can't be had, or may not be fetched, is noted, and stays what it is. */
export async function filesOf(
  place: ForeignPlace,
  { urls, items, notes }: { urls: readonly string[]; items: ReadonlyMap<string, ItemKnown>; notes: string[] },
): Promise<Map<string, string>> {
  const paths = new Map<string, string>();
  for (const url of urls.slice(0, MAX_FILES)) {
    const { path, detail } = await fileAt(place, url, items.get(fileKey(url, place.importId)));
    if (path === null) notes.push(`${url}: ${detail}`);
    else paths.set(url, path);
  }
  if (urls.length > MAX_FILES) notes.push(`${urls.length - MAX_FILES} of its files stay where they are`);
  return paths;
}

/** A file of the old site, if it may be fetched; one that could not be had is not asked for again in the same run. */
export async function fileAt(place: ForeignPlace, url: string, known: ItemKnown | undefined): Promise<FileTaken> {
  if (known !== undefined && isKept(known)) return takenBefore(known, place);
  if (known?.detail != null && isOfThisRun(known, place)) return takenBefore(known, place);
  if (!URL.canParse(url)) return { path: null, detail: "it is not in the dump", outcome: "skipped" };
  try {
    const fetched = await place.fetchMedia(url);
    if ("notFetched" in fetched) {
      return { path: null, detail: `not fetched: ${fetched.notFetched}`, outcome: "skipped" };
    }
    return await keepFile(place, url, { ...fetched, known });
  } catch (error) {
    if (!(error instanceof MediaRefused)) throw error;
    return bind(place, url, { hash: null, detail: error.message, outcome: "failed" }, null);
  }
}

/** Stores a file in the library, under its key. */
export async function keepFile(
  place: ForeignPlace,
  url: string,
  { bytes, name, known }: { bytes: Uint8Array<ArrayBuffer>; name: string; known: ItemKnown | undefined },
): Promise<FileTaken> {
  const { d1, by, now } = place.desk;
  place.spend(3);
  const stored = await storeMedia({ d1, bucket: place.bucket, by, now }, { bytes, name });
  if (!stored.ok) return bind(place, url, { hash: null, detail: refusal(stored), outcome: "failed" }, null);
  const { hash } = stored.file;
  const path = mediaPath(stored.file);
  if (known?.mediaHash === hash && isKept(known)) return takenBefore(known, place);
  return bind(place, url, { hash, detail: null, outcome: known?.mediaHash == null ? "created" : "changed" }, path);
}

const isKept = ({ mediaHash, mediaName }: ItemKnown): boolean => mediaHash !== null && mediaName !== null;

/** A file that came with a text of this run is as new for the report as the text is. */
const takenBefore = (known: ItemKnown, place: ForeignPlace): FileTaken => ({
  path:
    known.mediaHash === null || known.mediaName === null
      ? null
      : mediaPath({ hash: known.mediaHash, name: known.mediaName }),
  detail: known.detail,
  outcome: isOfThisRun(known, place) ? known.outcome : "unchanged",
});

async function bind(place: ForeignPlace, url: string, found: FileFound, path: string | null): Promise<FileTaken> {
  const mark = { key: fileKey(url, place.importId), fingerprint: found.hash ?? "", turn: place.turn };
  place.spend(1);
  await bindFile(openDatabase(place.desk.d1), mark, found);
  return { path, detail: found.detail, outcome: found.outcome };
}

function refusal(stored: Exclude<Stored, { ok: true }>): string {
  switch (stored.reason) {
    case "unknown_type":
      return "its content is of no type that the library takes";
    case "damaged":
      return `it is cut off, or no whole ${stored.type}`;
    case "being_removed":
      return "the same file is being deleted here: import it again";
  }
}
