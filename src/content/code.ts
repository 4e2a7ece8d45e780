// Code blocks, coloured once when saved, so that pages need no script for it.

import type { Element } from "hast";
import hljs from "highlight.js/lib/core";
import bash from "highlight.js/lib/languages/bash";
import css from "highlight.js/lib/languages/css";
import diff from "highlight.js/lib/languages/diff";
import go from "highlight.js/lib/languages/go";
import ini from "highlight.js/lib/languages/ini";
import javascript from "highlight.js/lib/languages/javascript";
import json from "highlight.js/lib/languages/json";
import markdown from "highlight.js/lib/languages/markdown";
import python from "highlight.js/lib/languages/python";
import sql from "highlight.js/lib/languages/sql";
import typescript from "highlight.js/lib/languages/typescript";
import xml from "highlight.js/lib/languages/xml";
import yaml from "highlight.js/lib/languages/yaml";
import { MAX_HIGHLIGHTED_LENGTH } from "./limits";
import { parseHtml } from "./parse-html";
import { classesOf, type Parent } from "./tree";

// Each brings its usual names with it: `js`, `ts`, `sh`, `html`, `toml`, `yml`, `md`, `py` …
const languages = { bash, css, diff, go, ini, javascript, json, markdown, python, sql, typescript, xml, yaml };
for (const [name, language] of Object.entries(languages)) hljs.registerLanguage(name, language);
hljs.registerAliases(["console", "shell"], { languageName: "bash" });

/** A function that colours the code blocks of one body, until they come to MAX_HIGHLIGHTED_LENGTH; the rest stays plain. */
export function highlightCode(): (element: Element, parent: Parent) => void {
  let allowance = MAX_HIGHLIGHTED_LENGTH;

  return (element, parent) => {
    if (element.tagName !== "code" || parent.type !== "element" || parent.tagName !== "pre") return;
    const language = languageOf(element);
    const code = onlyText(element);
    if (!language || code === null || code.length > allowance) return;

    allowance -= code.length;
    const parsed = parseHtml(hljs.highlight(code, { language, ignoreIllegals: true }).value);
    if (!parsed.ok) return;
    element.children = parsed.tree.children.filter((child) => child.type !== "doctype");
    element.properties.className = [`language-${language}`, "hljs"];
  };
}

/** The language a block names, as the author wrote it; undefined if it names none that we have. */
function languageOf(code: Element): string | undefined {
  return classesOf(code)
    .map((name) => /^language-(.+)$/.exec(String(name))?.[1])
    .find((name) => name !== undefined && hljs.getLanguage(name));
}

/** The text of an element without elements in it; null for one that is marked up already. */
function onlyText(element: Element): string | null {
  const texts = element.children.map((child) => (child.type === "text" ? child.value : null));
  return texts.includes(null) ? null : texts.join("");
}
