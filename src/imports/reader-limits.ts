// What a dump may hold. An isolate has 128 MB, and a dump may be made to fill them.

const MIB = 1024 * 1024;

/** Dumps are decoded and parsed in pieces of this many bytes. */
export const PIECE_BYTES = 64 * 1024;

/** One item of a WXR or a row of a Ghost export, in characters: many times what an article may have. */
export const MAX_ITEM_LENGTH = 8 * MIB;

/** Elements inside each other in a WXR. WordPress nests five. */
export const MAX_XML_DEPTH = 12;

/** Values inside each other in a Ghost export. Ghost nests six. */
export const MAX_JSON_DEPTH = 64;

/** The list of a ZIP's files, in bytes: it is read as a whole. Room for 30,000 names. */
export const MAX_ZIP_LIST_BYTES = 4 * MIB;

/** A ZIP is read in blocks, so that many small files cost few calls; so many of them are kept. */
export const BLOCK_BYTES = 4 * MIB;
export const MAX_BLOCKS = 4;

/** Files of a ZIP taken together, unpacked: lists can name the same bytes again and again. */
export const MAX_UNPACKED_BYTES = 2048 * MIB;

/** A text of a ZIP, its pictures being held to the library's own limit. */
export const MAX_TEXT_BYTES = 2 * MIB;

/** From this size on, what shrinks to a hundredth or less is no text and no picture. */
export const MIN_BOMB_BYTES = MIB;
export const MAX_RATIO = 100;

/** Names that a summary lists before it says how many more there are. */
export const MAX_LISTED = 20;
