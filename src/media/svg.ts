// Knows an SVG by its content: the first element of the XML is called so, whatever stands before it (XML 1.0 §2.8).

/** Drawing programs put licences and entities before the drawing, but no more than this. */
const PROLOG_BYTES = 64 * 1024;
const LONGEST_NAME = 200;
const ROOT = /^<(?:[A-Za-z_][\w.-]*:)?svg(?=[\s/>])/;

/** Whether a file is an SVG, in UTF-8. */
export function isSvg(bytes: Uint8Array): boolean {
  const text = beginningOf(bytes);
  if (text === null) return false;
  const root = endOfProlog(text);
  return ROOT.test(text.slice(root, root + LONGEST_NAME));
}

/** The file's beginning, without the byte order mark; null when it is no UTF-8. */
function beginningOf(bytes: Uint8Array): string | null {
  try {
    // `stream`: the last character may be cut off.
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(0, PROLOG_BYTES), { stream: true });
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

const NOT_SPACE = /\S/g;

/** Where the first element begins, behind declarations, comments and the document type; the text's end without one. */
function endOfProlog(text: string): number {
  let at = 0;
  while (at < text.length) {
    NOT_SPACE.lastIndex = at;
    at = NOT_SPACE.exec(text)?.index ?? text.length;
    if (text.startsWith("<?", at)) at = after(text, "?>", at);
    else if (text.startsWith("<!--", at)) at = after(text, "-->", at);
    else if (/^<!doctype\s/i.test(text.slice(at, at + 10))) at = afterDoctype(text, at);
    else return at;
  }
  return at;
}

function after(text: string, end: string, from: number): number {
  const at = text.indexOf(end, from);
  return at < 0 ? text.length : at + end.length;
}

/** Its own declarations, in brackets, may have `>` in them. */
function afterDoctype(text: string, from: number): number {
  const [bracket, end] = [text.indexOf("[", from), text.indexOf(">", from)];
  return bracket >= 0 && bracket < end ? after(text, ">", after(text, "]", bracket)) : after(text, ">", from);
}
