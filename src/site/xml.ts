// Writes XML 1.0: text and attribute values are escaped, and what no document may hold is left out.

/** Written elements, which may stand in others as they are. Only this module makes it of text. */
export class Xml {
  constructor(readonly source: string) {}
}

type XmlChild = Xml | string | null;
type Attributes = Readonly<Record<string, string | null>>;

/** An element. Texts are escaped; null children and attributes are left out. */
export function element(name: string, attributes: Attributes, ...children: readonly XmlChild[]): Xml {
  const written = Object.entries(attributes)
    .filter((entry): entry is [string, string] => entry[1] !== null)
    .map(([key, value]) => ` ${key}="${escaped(value)}"`)
    .join("");
  const content = children.map(sourceOf).join("");
  return new Xml(content === "" ? `<${name}${written}/>` : `<${name}${written}>${content}</${name}>`);
}

/** A document of one root element, in UTF-8. */
export const xmlDocument = (root: Xml): string => `<?xml version="1.0" encoding="utf-8"?>\n${root.source}\n`;

function sourceOf(child: XmlChild): string {
  if (child === null) return "";
  return typeof child === "string" ? escaped(child) : child.source;
}

/** What is no `Char` (XML 1.0 §2.2): not even as a reference may a document hold it. Lone surrogates are among it. */
const FORBIDDEN = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/** Line ends and tabs are references: parsers would make spaces of them in attributes (§3.3.3), and LF of each CR (§2.11). */
const REFERENCES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\t": "&#9;",
  "\n": "&#10;",
  "\r": "&#13;",
};

const escaped = (text: string): string =>
  text.replace(FORBIDDEN, "").replace(/[&<>"\t\n\r]/g, (character) => REFERENCES[character] ?? "");
