// A ZIP of texts and pictures: its list is read as a whole, its files one at a time, none larger than it may be.

import { unzipRaw, type ZipEntry } from "unzipit";
import { MAX_MEDIA_BYTES } from "../../media/library";
import { BrokenDump, type Dump } from "../format";
import type { IncomingProblem } from "../incoming";
import { MAX_RATIO, MAX_TEXT_BYTES, MAX_UNPACKED_BYTES, MIN_BOMB_BYTES } from "../reader-limits";
import { BlockReader } from "./blocks";
import { decodeName, isLitter, readName } from "./names";

export interface ZipFile {
  /** From the ZIP's root, `/` between folders, NFC. */
  path: string;
  /** Unpacks it. Null: it is damaged. */
  bytes(): Promise<Uint8Array<ArrayBuffer> | null>;
}

export interface ZipFolder {
  files: Map<string, ZipFile>;
  /** What can't be taken of it, and why. */
  problems: IncomingProblem[];
}

const UNIX = 3;
const FILE_TYPE = 0o170000;
const SYMLINK = 0o120000;

export const isText = (path: string): boolean => /\.(?:md|markdown|mdown|mkd)$/i.test(path);

/** The files of a ZIP in the order of its list. Throws `BrokenDump` if it is no whole ZIP. */
export async function openZip(dump: Dump): Promise<ZipFolder> {
  const reader = new BlockReader(dump);
  const entries = await listOf(reader);
  const files = new Map<string, ZipFile>();
  const problems: IncomingProblem[] = [];
  let unpacked = 0;
  for (const entry of entries) {
    const name = readName(decodeName(entry.nameBytes, entry.name));
    const shown = name.ok ? name.path : name.shown;
    if (entry.isDirectory || (name.ok && (isLitter(name.path) || name.path === ""))) continue;
    unpacked += entry.size;
    if (unpacked > MAX_UNPACKED_BYTES) throw new BrokenDump(`The ZIP's files take over ${MAX_UNPACKED_BYTES} bytes`);
    const fault = name.ok ? faultOf(entry, name.path, files) : name.detail;
    if (fault !== null) problems.push({ kind: "problem", key: `markdown:${shown}`, detail: `${shown}: ${fault}` });
    else files.set(shown, { path: shown, bytes: () => unpack(entry, reader) });
  }
  return { files, problems };
}

async function listOf(reader: BlockReader): Promise<ZipEntry[]> {
  try {
    const { entries } = await unzipRaw(reader);
    return entries;
  } catch (cause) {
    // Whatever else the library throws is about the bytes that it was given.
    if (reader.failure !== null || cause instanceof BrokenDump) throw cause;
    throw new BrokenDump("The file is no ZIP, or is cut off.", { cause });
  }
}

/** Why a file is not taken; null if it may be. */
function faultOf(entry: ZipEntry, path: string, files: ReadonlyMap<string, ZipFile>): string | null {
  const { size, compressedSize } = entry;
  const most = isText(path) ? MAX_TEXT_BYTES : MAX_MEDIA_BYTES;
  if (entry.versionMadeBy >> 8 === UNIX && ((entry.externalFileAttributes >>> 16) & FILE_TYPE) === SYMLINK) {
    return "it is a symbolic link";
  }
  if (/\.(?:zip|7z|rar|tar|t?gz)$/i.test(path)) return "it is an archive itself";
  if (entry.encrypted) return "it is encrypted";
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8) return "it is compressed in an unknown way";
  if (size > most) return `it has ${size} bytes, more than ${most}`;
  if (size > MIN_BOMB_BYTES && size > compressedSize * MAX_RATIO)
    return "it shrinks too well to be a text or a picture";
  return files.has(path) ? "there are two of that name" : null;
}

async function unpack(entry: ZipEntry, reader: BlockReader): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    return new Uint8Array(await entry.arrayBuffer());
  } catch (error) {
    // Bytes that could be had and that make no file: the library says so in errors of many kinds.
    if (reader.failure !== null) throw error;
    return null;
  }
}
