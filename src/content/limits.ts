// What the room accepts and gives back, at most; each limit with its reason.

const KIB = 1024;

/** Source text of a body, in UTF-8 bytes. A long book chapter is 100 KiB; a pasted data dump should be a file in the library. */
export const MAX_BODY_BYTES = 512 * KIB;

/** Safe HTML of a body, in UTF-8 bytes. D1 takes 2 MB a row, so text and HTML each keep well below it. */
export const MAX_HTML_BYTES = 1024 * KIB;

/** Unsanitised HTML, in UTF-16 units. A reference's address may stand in every link, so this is known before it is written. */
export const MAX_RAW_HTML_LENGTH = 2 * MAX_HTML_BYTES;

/** Elements inside each other. The tree's libraries recurse, and a parser asks every open element at each new one. */
export const MAX_DEPTH = 100;

/** Blocks of Markdown inside each other. Above MAX_DEPTH, since markdown-it drops silently what lies deeper; we refuse. */
export const MAX_MARKDOWN_NESTING = MAX_DEPTH + 20;

/** Elements and comments of one body. A node takes about 1 KB while it is worked on, of the 128 MB an isolate has. */
export const MAX_NODES = 20_000;

/** Definitions of footnotes. A book has some hundred; 20,000 of them take two seconds. */
export const MAX_FOOTNOTES = 1_000;

/** Code coloured in one body, in UTF-16 units. Colouring is the slowest step, about 2 ms a KB; beyond, code stays plain. */
export const MAX_HIGHLIGHTED_LENGTH = 16 * KIB;

/** Front matter, in UTF-16 units. It holds a dozen short fields. */
export const MAX_FRONT_MATTER_LENGTH = 16 * KIB;

/** A search, in code points: as many as the form takes. Each is a gram or two that FTS5 has to look up. */
export const MAX_QUERY_LENGTH = 200;

/** A search up to so long, in code points, has its words told from mere runs; a longer one is a quotation, which FTS5 takes seconds to rank. */
export const MAX_RANKED_LENGTH = 40;

/** Words of an address that suggestions are looked for by. */
export const MAX_SUGGESTING_WORDS = 8;

/** Grams of a text, in UTF-8 bytes. D1 takes strings of 2 MB. */
export const MAX_INDEXED_BYTES = 1_900_000;

/** Safe HTML that is turned into Markdown for a reader, in UTF-16 units: a long chapter, 0.1 s; all marks and no text, 0.6 s. */
export const MAX_CONVERTED_LENGTH = 128 * KIB;

/** Lists and quotes inside each other in such HTML: each writes its signs before every line. */
export const MAX_CONVERTED_NESTING = 20;

/** Cells of all tables in such HTML, as Markdown has to write them: each row as wide as the widest. */
export const MAX_CONVERTED_CELLS = 20_000;
