// Requests made from the description: right ones, from its examples, and those that meet a problem, whichever call has it.

import { env } from "cloudflare:workers";
import type { Env } from "../../src/env";
import { fails, withFaults } from "../failing/bindings";
import { wxr } from "../imports/fixtures/wxr";
import { aPng } from "../site/a-png";
import type { Operation } from "./described";

export interface Sent {
  headers?: Record<string, string>;
  body?: BodyInit;
  query?: string;
  /** What stands in the address. */
  parameters?: Record<string, string>;
  /** The parts that the Worker has. */
  env?: Env;
  /** Who may only read sends it. */
  isByReader?: true;
  /** A request that is to come first. */
  before?: Sent;
}

let made = 0;

/** A body that may be sent again: a handle names one person for good. */
export const afresh = (body: string): string => body.replace('"li-wei"', () => `"li-wei-${++made}"`);

/** One for each example of a body; where there are none, one. */
export async function rightRequests({ operationId, requestBody }: Operation): Promise<Sent[]> {
  // Each file is one that was never sent: its size makes it so.
  if (operationId === "importDump") return [aDump(++made)];
  if (operationId === "uploadMedia") return [{ body: await aPng(++made, 3) }];
  const examples = Object.entries(requestBody?.content ?? {}).flatMap(([type, { examples = {} }]) =>
    Object.values(examples).map(({ value }) => ({
      headers: { "content-type": type },
      body: afresh(typeof value === "string" ? value : JSON.stringify(value)),
    })),
  );
  return examples.length > 0 ? examples : [{}];
}

export const rightRequest = async (operation: Operation): Promise<Sent> => (await rightRequests(operation))[0] ?? {};

/** Right requests besides: for answers that no example leads to. */
export function extraRequests({ operationId, responses }: Operation): Sent[] {
  const unchanged = { headers: { "if-none-match": "*" } };
  return [...("304" in responses ? [unchanged] : []), ...(EXTRA[operationId] ?? [])];
}

/** A blog of one post. */
const aDump = (n: number): Sent => ({
  headers: { "content-type": "application/xml" },
  body: wxr({ id: n, title: `Post ${n}`, slug: `post-${n}`, content: "<p>Words.</p>" }),
});

const EXTRA: Record<string, Sent[]> = {
  getStats: [{ query: "?format=csv" }, { query: "?by=article" }, { query: "?by=host" }, { query: "?by=section" }],

  getHealth: [{ env: withFaults({ PAGES: fails("KV GET failed: 500 Internal Server Error") }) }],
  listPurges: [{ query: "?status=waiting" }],
  importDump: [aDump(0), aDump(0)],
  getImportReport: [{ query: "?format=csv" }],
  uploadMedia: [{ body: "%PDF-1.7\n%one\n" }, { body: "%PDF-1.7\n%one\n" }],
};

const asJson = (body: BodyInit): Sent => ({ headers: { "content-type": "application/json" }, body });

/** What is sent instead of, or with, what a right request has. */
export const MEETING: Record<string, (operation: Operation) => Sent | Promise<Sent>> = {
  unauthorized: () => ({ headers: { authorization: "Bearer wrong" } }),
  forbidden: () => ({ isByReader: true }),
  "too-many-wrong-tokens": () => ({
    headers: { authorization: "Bearer wrong" },
    env: { ...env, TOKEN_LIMIT: { limit: async () => ({ success: false }) } },
  }),
  "not-found": () => ({ parameters: { id: "999999", version: "999999", hash: "0".repeat(64), name: "nothing" } }),
  "in-use": () => ({ parameters: {} }),
  "broken-json": () => asJson("{"),
  "broken-utf-8": () => asJson(Uint8Array.of(0x22, 0xff, 0x22)),
  "broken-front-matter": () => ({ headers: { "content-type": "text/markdown" }, body: "---\n: [\n---\n" }),
  "broken-idempotency-key": (operation) => withHeader(operation, "idempotency-key", '"'),
  "broken-precondition": (operation) => withHeader(operation, "if-match", "3"),
  "edited-meanwhile": (operation) => withHeader(operation, "if-match", '"999999"'),
  "too-large": ({ operationId }) => ({
    headers: {
      ...{ "content-type": "application/json", "idempotency-key": crypto.randomUUID() },
      // Nobody reads a dump that says it is too large.
      ...(operationId === "importDump" && { "content-length": "95000001" }),
    },
    body: new Uint8Array((operationId === "uploadMedia" ? 25 : 1) * 1024 * 1024 + 1),
  }),
  "unsupported-media-type": () => ({ headers: { "content-type": "text/plain" }, body: "text" }),
  "broken-dump": () => ({ headers: { "content-type": "application/xml" }, body: "no dump" }),
  "damaged-file": async () => ({ body: (await aPng(2, 2)).slice(0, 40) }),
  "invalid-fields": () => ({ query: "?nonsense=1" }),
  "idempotency-key-reused": async (operation) => {
    const sent = await withHeader(operation, "idempotency-key", crypto.randomUUID());
    return { ...sent, before: sent, query: "?other" };
  },
  "too-many-writes": () => ({ env: { ...env, WRITE_LIMIT: { limit: async () => ({ success: false }) } } }),
  unavailable: () => ({ env: withoutToken("D1_ERROR: Network connection lost.") }),
  internal: () => ({ env: withoutToken("A mistake.") }),
};

async function withHeader(operation: Operation, name: string, value: string): Promise<Sent> {
  const sent = await rightRequest(operation);
  return { ...sent, headers: { ...sent.headers, [name]: value } };
}

/** The first thing that any call with a scope asks for fails. */
const withoutToken = (message: string): Env => ({
  ...env,
  get ADMIN_TOKEN(): string {
    throw new Error(message);
  },
});
