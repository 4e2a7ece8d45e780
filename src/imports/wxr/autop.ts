// Paragraphs of WordPress's classic editor, which keeps them as blank lines: what its `wpautop` does, on the tree.

import type { Element, ElementContent, Root } from "hast";
import type { Parent } from "../../content/tree";
import { around, el, replaceElements } from "../html/nodes";

const BLOCKS = new Set(
  (
    "address article aside audio blockquote center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 " +
    "h4 h5 h6 header hgroup hr li main nav noscript ol p pre script section style table tbody td tfoot th thead tr ul video"
  ).split(" "),
);

/** Elements that hold paragraphs of their own where there is a blank line in them. */
const CONTAINERS = new Set(["article", "blockquote", "dd", "div", "li", "section", "td"]);

const BLANK_LINE = /\n[^\S\n]*\n/;

/** Puts text between blank lines into paragraphs; with `breaks`, a line's end in them is one that is seen. */
export function autop(tree: Root, { breaks }: { breaks: boolean }): void {
  replaceElements(tree, (element) => {
    if (CONTAINERS.has(element.tagName) && hasBlankLine(element)) element.children = paragraphs(element, breaks);
    return undefined;
  });
  tree.children = paragraphs(tree, breaks);
}

const hasBlankLine = ({ children }: Element): boolean =>
  children.some((child) => child.type === "text" && BLANK_LINE.test(child.value.trim()));

function paragraphs(parent: Parent, breaks: boolean): ElementContent[] {
  const result: ElementContent[] = [];
  let line: ElementContent[] = [];
  const close = () => {
    if (line.some(isSomething))
      result.push(
        around(
          "p",
          trimmed(line).flatMap((node) => withBreaks(node, breaks)),
        ),
      );
    line = [];
  };
  for (const node of parent.children) {
    if (node.type === "element" && BLOCKS.has(node.tagName)) {
      close();
      result.push(node);
    } else if (node.type === "text") {
      const [first = "", ...rest] = node.value.split(BLANK_LINE);
      line.push({ type: "text", value: first });
      for (const value of rest) {
        close();
        line.push({ type: "text", value });
      }
    } else if (node.type === "element") line.push(node);
  }
  close();
  return result;
}

const isSomething = (node: ElementContent): boolean => node.type !== "text" || node.value.trim() !== "";

/** Without spaces and breaks at either end. */
function trimmed(line: ElementContent[]): ElementContent[] {
  const isEmpty = (node: ElementContent | undefined) =>
    node !== undefined && (node.type === "element" ? node.tagName === "br" : !isSomething(node));
  let [start, end] = [0, line.length];
  while (start < end && isEmpty(line[start])) start += 1;
  while (end > start && isEmpty(line[end - 1])) end -= 1;
  return line.slice(start, end).map((node, index, kept) => {
    if (node.type !== "text") return node;
    const value = index === 0 ? node.value.trimStart() : node.value;
    return { ...node, value: index === kept.length - 1 ? value.trimEnd() : value };
  });
}

function withBreaks(node: ElementContent, breaks: boolean): ElementContent[] {
  if (!breaks || node.type !== "text") return [node];
  return node.value.split("\n").flatMap((line, index, { length }): ElementContent[] => {
    const value = index === length - 1 ? line : line.trimEnd();
    return index === 0 ? [{ type: "text", value }] : [el("br", {}), { type: "text", value: value.trimStart() }];
  });
}
