// What a deployment needs of an account, and how wrangler.toml names it: pure, so that it can be tested.

/** wrangler.toml holds these until a deployment has made the real ones. */
export const NO_DATABASE = "00000000-0000-0000-0000-000000000000";
export const NO_NAMESPACE = "00000000000000000000000000000000";

/** Puts real ids in the places of placeholders; ids that are there already stay. */
export function withIds(toml: string, { database, namespace }: { database: string; namespace: string }): string {
  return toml
    .replace(`database_id = "${NO_DATABASE}"`, `database_id = "${database}"`)
    .replace(`id = "${NO_NAMESPACE}"`, `id = "${namespace}"`);
}

/** The items of a list that wrangler printed as JSON, whatever it said around it. Throws when there is none. */
export function parseList(output: string): Record<string, unknown>[] {
  const start = output.indexOf("[");
  const end = output.lastIndexOf("]");
  const list: unknown = start < 0 || end < start ? null : JSON.parse(output.slice(start, end + 1));
  if (!Array.isArray(list)) throw new Error(`wrangler did not print a list:\n${output}`);
  return list.map((item: unknown) => Object(item));
}

/** The id of the item whose `key` has the value; null without one. */
export function idOf(
  list: readonly Record<string, unknown>[],
  { key, value, id }: { key: string; value: string; id: string },
): string | null {
  const found = list.find((item) => item[key] === value)?.[id];
  return typeof found === "string" ? found : null;
}
