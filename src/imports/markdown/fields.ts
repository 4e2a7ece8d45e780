// Front matter of any generator by what is asked of it: names differ, and so do the forms of a list.

import { parseFrontMatter } from "../../content/front-matter";

export class Fields {
  readonly #values: ReadonlyMap<string, unknown>;

  constructor(value: unknown) {
    const entries = typeof value === "object" && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
    this.#values = new Map(entries.map(([name, inner]) => [name.toLowerCase(), inner]));
  }

  /** The first of the names that holds text, or a number. */
  text(...names: string[]): string | null {
    for (const name of names) {
      const value = this.#values.get(name);
      if (typeof value === "string" && value.trim() !== "") return value.trim();
      if (typeof value === "number") return String(value);
    }
    return null;
  }

  /** A list, however it is written: `[a, b]`, `[[a, b], c]`, `a, b`, `{name: a}`. */
  list(...names: string[]): string[] {
    const values = names.map((name) => this.#values.get(name)).find((value) => value !== undefined && value !== null);
    const flat = [values].flat(3).flatMap((value) => (typeof value === "string" ? value.split(",") : [value]));
    const texts = flat.map((value) =>
      typeof value === "number"
        ? String(value)
        : typeof value === "string"
          ? value
          : (new Fields(value).text("name") ?? ""),
    );
    return [...new Set(texts.map((text) => text.trim()).filter((text) => text !== ""))];
  }

  /** Null: it says neither. */
  flag(name: string): boolean | null {
    const value = this.#values.get(name);
    if (typeof value === "boolean") return value;
    return value === "true" || value === "false" ? value === "true" : null;
  }

  /** What is below a name. */
  under(name: string): Fields {
    return new Fields(this.#values.get(name));
  }

  get names(): string[] {
    return [...this.#values.keys()];
  }
}

export type Parted = { ok: true; fields: Fields; body: string } | { ok: false; reason: string };

/** A file's fields and its text. JSON, which Hugo takes too, is YAML. */
export function partText(file: string): Parted {
  const text = file.replace(/^\ufeff/, "");
  const json = /^\{\s*\n[\s\S]*?\n\}[ \t]*(?:\r?\n|$)/.exec(text)?.[0];
  const parsed = parseFrontMatter(
    json === undefined ? text : `---\n${json.trimEnd()}\n---\n${text.slice(json.length)}`,
  );
  if (!parsed.ok)
    return { ok: false, reason: parsed.line === null ? parsed.reason : `${parsed.reason} (line ${parsed.line})` };
  return { ok: true, fields: new Fields(parsed.fields), body: parsed.body };
}

/** A generator's settings, in YAML, TOML or JSON; none where they can't be read. */
export function readSettings(path: string, text: string): Fields {
  const fence = path.endsWith(".toml") ? "+++" : "---";
  const parsed = parseFrontMatter(`${fence}\n${text.replace(/^\ufeff|^---\s*$/gm, "")}\n${fence}\n`);
  return new Fields(parsed.ok ? parsed.fields : null);
}
