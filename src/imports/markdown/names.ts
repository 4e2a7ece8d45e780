// Names in a ZIP: whatever they are written in, as paths below its root, or why not.

/** Folders and files that systems and tools leave; none of them is anybody's text. */
const LITTER =
  /(?:^|\/)(?:__MACOSX|\.git|\.github|node_modules|\.svn)(?:\/|$)|(?:^|\/)(?:\.DS_Store|Thumbs\.db|desktop\.ini|\._[^/]*)$/;

export type Name = { ok: true; path: string } | { ok: false; shown: string; detail: string };

/** UTF-8, as most tools write, or GBK, as Chinese Windows does; `unicode` is what a field beside the name may say. */
export function decodeName(bytes: Uint8Array, unicode: string): string {
  return utf8(bytes) ?? (unicode.includes("\ufffd") ? new TextDecoder("gb18030").decode(bytes) : unicode);
}

/** A name as a path, `/` between its folders, in NFC. Refuses what leads out of the ZIP. */
export function readName(name: string): Name {
  const path = name.replaceAll("\\", "/").normalize("NFC");
  const refused = (detail: string): Name => ({ ok: false, shown: name, detail });
  if (/^\/|^[a-z]:/i.test(path)) return refused("its name is an absolute path");
  const parts = path.split("/");
  if (parts.includes("..")) return refused("its name leads out of the ZIP");
  if (path.includes("\0")) return refused("its name is none");
  return { ok: true, path: parts.filter((part) => part !== "" && part !== ".").join("/") };
}

export const isLitter = (path: string): boolean => LITTER.test(path);

/** A text's words, and a note where they were not written in UTF-8. */
export function decodeText(bytes: Uint8Array): { text: string; note: string | null } {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) {
    return { text: new TextDecoder("utf-16le").decode(bytes), note: "It was written in UTF-16." };
  }
  const text = utf8(bytes);
  if (text !== null) return { text, note: null };
  return { text: new TextDecoder("gb18030").decode(bytes), note: "It was not written in UTF-8, and read as GB 18030." };
}

function utf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}
