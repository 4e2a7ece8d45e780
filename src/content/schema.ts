// What a body may contain, as data: an allow-list, with the reason beside each oddity. Everything else is dropped.

import type { Schema } from "hast-util-sanitize";
import { addressOn } from "./hosts";

/** The prefix of every id in a body, so that none can hide a global, a form field or an id of the page around it. */
export const ID_PREFIX = "h-";

// Only rehype's own list would also let `name`, `action`, `style`-like legacy attributes through; ours starts from nothing.
const everywhere = ["dir", "id", "lang", "title"];

// Sizes are digits: `100%` and `50vw` would need CSS to mean anything, and images keep their space by numbers.
const size: [string, RegExp][] = [
  ["width", /^\d{1,5}$/],
  ["height", /^\d{1,5}$/],
];

// A cell's alignment is a class, since a style attribute would need a hole in the content security policy.
const cell: NonNullable<Schema["attributes"]>[string] = [
  "colSpan",
  "rowSpan",
  ["className", "center", "right"],
  ["scope", "col", "row", "colgroup", "rowgroup"],
];

/** What a frame may do: play. It can't send this page elsewhere, nor show forms or dialogs. */
export const SANDBOX = ["allow-scripts", "allow-same-origin", "allow-popups", "allow-presentation"];

/** The sanitiser's rules. No class, role or protocol passes that isn't named here, and no frame of a host that isn't in `embeds`. */
export function schemaFor(embeds: { hosts: readonly string[] }): Schema {
  if (embeds.hosts.length === 0) return schema;
  return {
    ...schema,
    attributes: { ...schema.attributes, iframe: [["src", addressOn(embeds.hosts)], ...frame] },
    strip: schema.strip?.filter((name) => name !== "iframe") ?? [],
    tagNames: [...(schema.tagNames ?? []), "iframe"],
  };
}

const frame: NonNullable<Schema["attributes"]>[string] = [
  ["allowFullScreen", true],
  ["loading", "lazy"],
  ["referrerPolicy", "strict-origin-when-cross-origin"],
  ["sandbox", ...SANDBOX],
  ...size,
];

/** Elements whose content isn't text for readers: it goes with them. Other unknown elements leave their content behind. */
export const STRIPPED: readonly string[] = [
  "embed",
  "iframe",
  "math",
  "noembed",
  "noframes",
  "object",
  "script",
  "select",
  "style",
  "svg",
  "template",
  "textarea",
  "title",
];

const schema: Schema = {
  allowComments: false,
  allowDoctypes: false,
  // A cell or item without its table or list breaks out of the element around it.
  ancestors: {
    caption: ["table"],
    col: ["table"],
    colgroup: ["table"],
    tbody: ["table"],
    td: ["table"],
    tfoot: ["table"],
    th: ["table"],
    thead: ["table"],
    tr: ["table"],
  },
  attributes: {
    "*": everywhere,
    a: [
      "href",
      "hrefLang",
      // What says how a link is meant. `opener` is missing on purpose, as is `target`.
      ["rel", "nofollow", "noopener", "noreferrer", "sponsored", "ugc"],
      ["className", "footnote-backref"],
      ["role", "doc-backlink", "doc-noteref"],
    ],
    audio: ["src", ["preload", "none", "metadata"]],
    blockquote: ["cite"],
    code: [["className", "hljs", /^language-\S{1,30}$/]],
    col: [["span", /^\d{1,3}$/]],
    colgroup: [["span", /^\d{1,3}$/]],
    del: ["cite", "dateTime"],
    details: ["open"],
    // What the pipeline puts around a wide table, so that it scrolls by itself, by keyboard too; and around the notes.
    div: ["ariaLabel", ["className", "table", "footnotes"], ["role", "group", "doc-endnotes"], ["tabIndex", 0]],
    // Of the site's own images only: `addImageFacts` writes it, whatever was sent.
    img: ["alt", "src", ["decoding", "async"], ["loading", "lazy"], ["srcSet", /\/media\/[^,]+\?w=/], "sizes", ...size],
    // A task's checkbox: shown, never filled in. `required` below holds it to that.
    input: ["checked", ["disabled", true], ["type", "checkbox"]],
    ins: ["cite", "dateTime"],
    li: [
      ["className", "task-list-item"],
      ["value", /^-?\d{1,9}$/],
    ],
    ol: ["reversed", ["className", "contains-task-list"], ["start", /^-?\d{1,9}$/], ["type", "1", "a", "A", "i", "I"]],
    pre: [["tabIndex", 0]],
    q: ["cite"],
    source: ["src", ["type", /^(audio|video)\/[\w.+-]+$/]],
    // Highlighting: `hljs-keyword`, and highlight.js's second classes such as `function_` and `inherited__`.
    // And what is around a frame, by the shapes that the style sheet knows.
    span: [["className", "embed", "wide", "classic", "square", "tall", /^hljs-[a-z_-]+$/, /^[a-z]+_{1,2}$/]],
    sup: [["className", "footnote-ref"]],
    td: cell,
    th: ["abbr", ...cell],
    time: ["dateTime"],
    ul: [["className", "contains-task-list"]],
    video: ["poster", "src", ["preload", "none", "metadata"], ...size],
  },
  clobber: ["id"],
  clobberPrefix: ID_PREFIX,
  // Addresses without a protocol are the site's own and always pass.
  protocols: {
    cite: ["http", "https"],
    // GFM's autolinks and GitHub's list, and telephone numbers.
    href: ["http", "https", "irc", "ircs", "mailto", "tel", "xmpp"],
    poster: ["http", "https"],
    src: ["http", "https"],
  },
  required: {
    audio: { controls: true },
    iframe: { loading: "lazy", sandbox: SANDBOX.join(" "), referrerPolicy: "strict-origin-when-cross-origin" },
    input: { disabled: true, type: "checkbox" },
    video: { controls: true },
  },
  strip: [...STRIPPED],
  tagNames: [
    ...["a", "abbr", "audio", "b", "bdi", "bdo", "blockquote", "br", "caption", "cite", "code", "col", "colgroup"],
    ...["dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "h2", "h3", "h4", "h5", "h6"],
    ...[
      "hr",
      "i",
      "img",
      "input",
      "ins",
      "kbd",
      "label",
      "li",
      "mark",
      "ol",
      "p",
      "pre",
      "q",
      "rp",
      "rt",
      "ruby",
      "s",
      "samp",
    ],
    ...["section", "small", "source", "span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th"],
    ...["thead", "time", "tr", "u", "ul", "var", "video", "wbr"],
  ],
};
