// What an update makes of a post's properties (Micropub §3.4).

import type { Changes, Properties } from "./read-request";

/** The properties as the update leaves them: first replaced, then added to, then deleted. One that has no value left is gone. */
export function applyChanges(before: Properties, changes: Changes): Properties {
  const after = new Map<string, readonly unknown[]>(Object.entries(before));
  for (const [name, values] of Object.entries(changes.replace)) after.set(name, values);
  for (const [name, values] of Object.entries(changes.add)) {
    const present = after.get(name) ?? [];
    after.set(name, [...present, ...without(values, present)]);
  }
  if (isNames(changes.delete)) for (const name of changes.delete) after.delete(name);
  else
    for (const [name, values] of Object.entries(changes.delete))
      after.set(name, without(after.get(name) ?? [], values));
  return Object.fromEntries([...after].filter(([, values]) => values.length > 0));
}

/** The properties that an update names. */
export const touchedBy = ({ replace, add, delete: deleted }: Changes): ReadonlySet<string> =>
  new Set([...Object.keys(replace), ...Object.keys(add), ...(isNames(deleted) ? deleted : Object.keys(deleted))]);

const isNames = (deleted: Changes["delete"]): deleted is readonly string[] => Array.isArray(deleted);

function without(values: readonly unknown[], others: readonly unknown[]): unknown[] {
  const keys = new Set(others.map(keyOf));
  return values.filter((value) => !keys.has(keyOf(value)));
}

/** Texts are the same by their letters, pictures by their addresses, whatever they are said to show, anything else by all it holds. */
const keyOf = (value: unknown): string =>
  JSON.stringify(typeof value === "object" && value !== null && "value" in value ? value.value : value) ?? "";
