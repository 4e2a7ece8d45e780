// Texts that can be kept and shown: valid Unicode without control characters but tab and line ends.

// D1 would cut a text at the first NUL.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to be refused.
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;

export const isWhole = (text: string): boolean => text.isWellFormed() && text.search(CONTROL) < 0;

/** A text without what can't be kept of it. */
export const madeWhole = (text: string): string => text.toWellFormed().replace(CONTROL, "");

/** As one line in NFC: each run of spaces and line ends is one space, none at the ends. */
export const toLine = (text: string): string => text.normalize("NFC").replace(/\s+/gu, " ").trim();
