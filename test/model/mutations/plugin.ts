// Breaks one rule in the source that the tests run: `MUTATION="P8 …" vitest run test/model`.

import { join, relative } from "node:path";
import type { Plugin } from "vitest/config";
import { MUTATIONS, nameOf } from "./list.ts";
import { mutate } from "./mutation.ts";

const ROOT = join(import.meta.dirname, "../../..");

/** The plugin for the mutation of that name. Throws when there is none. */
export function breakRule(name: string): Plugin {
  const mutation = MUTATIONS.find((each) => nameOf(each) === name);
  if (mutation === undefined) throw new Error(`no mutation is called ${name}`);
  return {
    name: "break-rule",
    enforce: "pre",
    transform: (source, id) =>
      relative(ROOT, id.split("?")[0] ?? "") === mutation.file ? { code: mutate(source, mutation), map: null } : null,
  };
}
