// Writes plain text as Markdown (CommonMark 0.31.2).

/** A text on one line, in which nothing is markup (§2.4). */
export const plain = (text: string): string =>
  text
    .replace(/\s+/g, " ")
    .trim()
    .replace(/[\\`*_[\]<>&#~|!]/g, "\\$&");

/** A link (§6.3). URLs are percent-encoded: in angle brackets they need no more escaping. */
export const linkTo = (text: string, url: string): string =>
  `[${plain(text)}](<${url.replace(/[<>\s\\]/g, encodeURIComponent)}>)`;
