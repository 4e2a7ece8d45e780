// Front matter: the fields at the top of a Markdown file, YAML between `---` or TOML between `+++`.

import { parse as parseToml, TomlDate, TomlError } from "smol-toml";
import { parse as parseYaml, YAMLParseError } from "yaml";
import { MAX_FRONT_MATTER_LENGTH } from "./limits";

export type FrontMatter =
  | { ok: true; fields: unknown; body: string }
  /** `line` counts from 1 in the file; null if the fault has no place. */
  | { ok: false; reason: string; line: number | null };

const OPENING = /^(---|\+\+\+)[ \t]*\r?\n/;
// `...` ends a document in YAML (§9.1.2), and Pandoc's metadata.
const CLOSINGS = { yaml: /^(?:---|\.\.\.)[ \t]*\r?$/m, toml: /^\+\+\+[ \t]*\r?$/m };

/** An alias may stand for a shared author or tag list; a bomb needs many, and aliases of aliases. */
const MAX_ALIASES = 20;

/**
 * Splits a file into its fields, a mapping ({} without front matter), and its body, without a byte order mark. Dates are
 * strings: which zone one without an offset means is the site's matter.
 */
export function parseFrontMatter(file: string): FrontMatter {
  const text = file.replace(/^\ufeff/, "");
  const opening = OPENING.exec(text);
  if (!opening) return { ok: true, fields: {}, body: text };

  const syntax = opening[1] === "---" ? "yaml" : "toml";
  const rest = text.slice(opening[0].length);
  const closing = CLOSINGS[syntax].exec(rest);
  if (!closing) return failure(`The front matter that ${opening[1]} opens has no closing ${opening[1]}`, 1);
  if (closing.index > MAX_FRONT_MATTER_LENGTH) {
    return failure(`The front matter is longer than ${MAX_FRONT_MATTER_LENGTH} characters`, 1);
  }

  const parsed = parseFields(rest.slice(0, closing.index), syntax);
  if (!parsed.ok) return parsed;
  return { ...parsed, body: rest.slice(closing.index + closing[0].length).replace(/^\r?\n/, "") };
}

type Fields = { ok: true; fields: unknown } | { ok: false; reason: string; line: number | null };

function parseFields(block: string, syntax: "yaml" | "toml"): Fields {
  try {
    const fields = syntax === "yaml" ? readYaml(block) : withoutDates(parseToml(block));
    if (fields === null || fields === undefined) return { ok: true, fields: {} };
    if (typeof fields !== "object" || Array.isArray(fields)) return failure("The front matter has no `name: value`", 2);
    return { ok: true, fields };
  } catch (error) {
    // The block begins on the file's second line.
    if (error instanceof YAMLParseError) return failure(reasonOf(error), (error.linePos?.[0].line ?? 1) + 1);
    if (error instanceof TomlError) return failure(reasonOf(error), error.line + 1);
    // What the YAML package throws for an alias without its anchor, or for too many.
    if (error instanceof ReferenceError) return failure(reasonOf(error), null);
    throw error;
  }
}

/** YAML 1.2's core schema: no timestamps, `yes` is a word, `true` and numbers are what they say. */
function readYaml(block: string): unknown {
  return parseYaml(block, { schema: "core", maxAliasCount: MAX_ALIASES, logLevel: "error", prettyErrors: true });
}

/** TOML's dates as ISO 8601 strings, with an offset only if one was written. */
function withoutDates(value: unknown): unknown {
  if (value instanceof TomlDate) return value.toISOString();
  if (Array.isArray(value)) return value.map(withoutDates);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutDates(inner)]));
}

/** The fault without the excerpt below it, and without a place that counts from the block's own start. */
function reasonOf(error: Error): string {
  return error.message.replace(/(?: at line \d+, column \d+:?)?\n[\s\S]*$/, "");
}

function failure(reason: string, line: number | null): { ok: false; reason: string; line: number | null } {
  return { ok: false, reason, line };
}
