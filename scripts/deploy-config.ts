// What a deploy reads from wrangler.toml and from wrangler's answers, and what it writes back. Pure: texts in, values and texts out.

import { parse } from "smol-toml";

/** The ids that wrangler.toml carries until the first deploy; only these are ever replaced. */
export const PLACEHOLDER_IDS = {
  d1: "00000000-0000-0000-0000-000000000000",
  kv: "00000000000000000000000000000000",
} as const;

export interface DeployConfig {
  worker: string;
  database: { name: string; isPlaceholder: boolean };
  /** wrangler.toml knows a namespace by its id alone; `title` is the name it gets in the account. */
  namespace: { title: string; isPlaceholder: boolean };
  bucket: string;
  accountId: string | null;
  publicUrl: string | null;
  hasRoute: boolean;
}

interface Toml {
  name?: string;
  account_id?: string;
  route?: unknown;
  routes?: unknown;
  vars?: { PUBLIC_URL?: string };
  d1_databases?: { binding: string; database_name: string; database_id: string }[];
  kv_namespaces?: { binding: string; id: string }[];
  r2_buckets?: { binding: string; bucket_name: string }[];
}

/** Reads wrangler.toml. Throws and names the binding when one of the three stores is not declared. */
export function readDeployConfig(toml: string): DeployConfig {
  const config: Toml = parse(toml);
  const worker = config.name ?? "edgewise";
  const database = bound(config.d1_databases, "DB");
  const namespace = bound(config.kv_namespaces, "PAGES");
  return {
    worker,
    database: { name: database.database_name, isPlaceholder: database.database_id === PLACEHOLDER_IDS.d1 },
    namespace: { title: `${worker}-pages`, isPlaceholder: namespace.id === PLACEHOLDER_IDS.kv },
    bucket: bound(config.r2_buckets, "MEDIA").bucket_name,
    accountId: config.account_id || null,
    publicUrl: config.vars?.PUBLIC_URL || null,
    hasRoute: config.route !== undefined || config.routes !== undefined,
  };
}

function bound<T extends { binding: string }>(stores: T[] | undefined, binding: string): T {
  const store = stores?.find((one) => one.binding === binding);
  if (store === undefined) throw new Error(`wrangler.toml declares no store with the binding "${binding}".`);
  return store;
}

/** Puts real ids where the placeholders stand, and leaves every other byte as it is. */
export function fillInIds(toml: string, ids: { d1?: string; kv?: string }): string {
  return toml
    .replaceAll(`"${PLACEHOLDER_IDS.d1}"`, () => `"${ids.d1 ?? PLACEHOLDER_IDS.d1}"`)
    .replaceAll(`"${PLACEHOLDER_IDS.kv}"`, () => `"${ids.kv ?? PLACEHOLDER_IDS.kv}"`);
}

/** The id of the database of that name in the answer of `wrangler d1 list --json`. */
export function findDatabaseId(answer: string, name: string): string | null {
  return findId(readList(answer), { key: "name", value: name, idKey: "uuid" });
}

/** The id of the namespace of that title in the answer of `wrangler kv namespace list`. */
export function findNamespaceId(answer: string, title: string): string | null {
  return findId(readList(answer), { key: "title", value: title, idKey: "id" });
}

/** Whether `wrangler r2 bucket list`, which answers with lines such as `name:  edgewise-media`, shows the bucket. */
export function hasBucket(answer: string, name: string): boolean {
  return answer.split("\n").some((line) => /^name:\s+(\S+)\s*$/.exec(line)?.[1] === name);
}

/** Whether `wrangler secret list` shows the secret. */
export function hasSecret(answer: string, name: string): boolean {
  return readList(answer).some((secret) => secret.name === name);
}

export interface Login {
  loggedIn: boolean;
  accounts: { name: string; id: string }[];
}

/** The answer of `wrangler whoami --json`; one that cannot be read is taken for "not logged in". */
export function readLogin(answer: string): Login {
  const from = answer.indexOf("{");
  const read = from < 0 ? null : parseOrNull(answer.slice(from, answer.lastIndexOf("}") + 1));
  if (!isRecord(read) || read.loggedIn !== true) return { loggedIn: false, accounts: [] };
  const accounts = Array.isArray(read.accounts) ? read.accounts.filter(isRecord) : [];
  return { loggedIn: true, accounts: accounts.map(({ name, id }) => ({ name: String(name), id: String(id) })) };
}

/** The JSON array in an answer, whatever wrangler says before and after it. */
function readList(answer: string): Record<string, unknown>[] {
  const from = /^\[\s*(?=[{\]])/m.exec(answer)?.index ?? -1;
  const list = from < 0 ? null : parseOrNull(answer.slice(from, answer.lastIndexOf("]") + 1));
  if (!Array.isArray(list)) throw new Error(`wrangler answered with something else than a list:\n${answer}`);
  return list.filter(isRecord);
}

function findId(
  list: Record<string, unknown>[],
  { key, value, idKey }: { key: string; value: string; idKey: string },
): string | null {
  const id = list.find((one) => one[key] === value)?.[idKey];
  return typeof id === "string" ? id : null;
}

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
