// Takes in a file of the library. Its bytes are here already, under their hash, or are fetched where that is allowed.

import { type Database, openDatabase } from "../../db/client";
import { knowFileSince } from "../../db/import-site";
import { type MediaRow, mediaByHash } from "../../db/media";
import { addUnlessRemoved } from "../../db/media-removals";
import { sha256Hex } from "../../encoding/sha256";
import type { LineOf } from "../../exports/lines";
import { storeMedia } from "../../media/library";
import { MediaRefused } from "../fetch-media";
import type { ImportPlace, Taken } from "../format";

type Media = LineOf<"media">;

export async function takeMedia(line: Media, place: ImportPlace): Promise<Taken> {
  const named = { kind: "media", key: line.hash };
  const db = openDatabase(place.desk.d1.withSession("first-primary"));
  const [before] = await mediaByHash(db, line.hash);
  if (before === undefined) {
    const missing = (await isStored(line, place)) ? await list(db, line) : await fetchFile(line, place);
    if (missing !== null) return { ...missing, ...named };
  }
  const createdAt = Date.parse(line.createdAt);
  if (before !== undefined && before.createdAt <= createdAt) return { outcome: "unchanged", ...named, notes: [] };
  await knowFileSince(db, { ...line, createdAt });
  return { outcome: before === undefined ? "created" : "changed", ...named, notes: [] };
}

async function isStored({ hash, bytes }: Media, { bucket }: ImportPlace): Promise<boolean> {
  const stored = await bucket.head(hash);
  return stored !== null && stored.size === bytes;
}

type Missing = Pick<Taken, "outcome" | "notes"> | null;

async function list(db: Database, line: Media): Promise<Missing> {
  const { hash, name, mediaType: type, bytes, width, height, by } = line;
  const file: MediaRow = { hash, name, type, bytes, width, height, by, createdAt: Date.parse(line.createdAt) };
  const [, [listed]] = await db.batch(addUnlessRemoved(db, file));
  return listed === undefined ? { outcome: "failed", notes: ["it is being deleted here: import it again"] } : null;
}

async function fetchFile({ hash, url, name }: Media, { desk, bucket, fetchMedia }: ImportPlace): Promise<Missing> {
  let fetched: Awaited<ReturnType<ImportPlace["fetchMedia"]>>;
  try {
    fetched = await fetchMedia(url);
  } catch (error) {
    if (!(error instanceof MediaRefused)) throw error;
    return { outcome: "failed", notes: [`${url}: ${error.message}`] };
  }
  if ("notFetched" in fetched)
    return { outcome: "skipped", notes: [`its file is not here: upload ${url}, and import it again`] };
  const isAnother = { outcome: "failed", notes: [`${url} is another file by now`] } as const;
  if ((await sha256Hex(fetched.bytes)) !== hash) return isAnother;
  const stored = await storeMedia({ ...desk, bucket }, { bytes: fetched.bytes, name });
  if (!stored.ok) return { outcome: "failed", notes: [`${url} could not be stored: ${stored.reason}`] };
  return stored.file.hash === hash ? null : isAnother;
}
