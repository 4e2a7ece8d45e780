// A strict reader of the XML that the site writes: throws at whatever is not well-formed (XML 1.0 §2.1).

export interface XmlElement {
  name: string;
  attributes: Record<string, string>;
  children: XmlElement[];
  /** Its own characters, without those of its children. */
  text: string;
}

const NAME = /^[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?$/;
const NOT_A_CHAR = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;
const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

export function readXml(source: string): XmlElement {
  const declaration = /^<\?xml version="1\.0" encoding="utf-8"\?>\s*/.exec(source);
  if (declaration === null) throw new Error("no XML declaration in UTF-8");
  if (NOT_A_CHAR.test(source)) throw new Error("a character that XML forbids");
  const top: XmlElement = { name: "", attributes: {}, children: [], text: "" };
  const open = [top];
  for (const piece of source.slice(declaration[0].length).match(/<[^>]*>|[^<]+|</g) ?? []) {
    const parent = open.at(-1) ?? top;
    if (!piece.startsWith("<")) parent.text += decode(piece);
    else if (piece.startsWith("</")) close(open, piece);
    else {
      const element = readTag(piece);
      parent.children.push(element);
      if (!piece.endsWith("/>")) open.push(element);
    }
  }
  const [root, ...others] = top.children;
  if (open.length !== 1 || root === undefined || others.length > 0 || top.text.trim() !== "")
    throw new Error("not one root element");
  return root;
}

function close(open: XmlElement[], tag: string): void {
  if (open.length < 2 || `</${open.pop()?.name}>` !== tag) throw new Error(`${tag} closes nothing`);
}

function readTag(tag: string): XmlElement {
  const [, name = "", attributes = ""] = /^<([^\s/>]+)((?:\s+[^\s=]+="[^"<]*")*)\s*\/?>$/.exec(tag) ?? [];
  if (!NAME.test(name)) throw new Error(`${tag} is no tag`);
  const pairs = [...attributes.matchAll(/\s+([^\s=]+)="([^"]*)"/g)].map(
    ([, key = "", value = ""]) => [key, decode(value)] as const,
  );
  if (new Set(pairs.map(([key]) => key)).size < pairs.length || !pairs.every(([key]) => NAME.test(key)))
    throw new Error(`${tag} has wrong attributes`);
  return { name, attributes: Object.fromEntries(pairs), children: [], text: "" };
}

const decode = (text: string): string =>
  text.replace(/&(?:#(\d+)|(\w+));|&/g, (all, code: string | undefined, entity: string | undefined) => {
    const meant = code === undefined ? ENTITIES[entity ?? ""] : String.fromCodePoint(Number(code));
    if (meant === undefined) throw new Error(`${all} refers to nothing`);
    return meant;
  });

/** The children of a name. */
export const all = (element: XmlElement, name: string): XmlElement[] =>
  element.children.filter((child) => child.name === name);

/** The only child of a name; throws where there is none, or more. */
export function one(element: XmlElement, name: string): XmlElement {
  const [child, ...others] = all(element, name);
  if (child === undefined || others.length > 0) throw new Error(`not one ${name} in ${element.name}`);
  return child;
}

/** The target of the only link with a relation and, where one is asked for, a type. */
export function linkOf(element: XmlElement, rel: string, type?: string): string | undefined {
  const found = all(element, "link").filter(
    ({ attributes }) => attributes.rel === rel && (type === undefined || attributes.type === type),
  );
  if (found.length > 1) throw new Error(`several ${rel} links`);
  return found[0]?.attributes.href;
}
