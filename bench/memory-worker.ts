// A Worker that asks one real page server for many different addresses, with a KV that keeps nothing and no D1.

import { Ledger, type LedgerSource, MEMORY_BYTES, type PageRequest, PageServer } from "edgewise:pages";

/** The site's settings declare it; nobody calls it here. */
export class ReadCounter {}

/** A ledger of one row, in which nothing is ever purged. */
const still: LedgerSource = {
  readTail: async () => ({
    guid: "bench",
    incarnation: "bench",
    head: 1,
    oldest: 1,
    rows: [{ id: 1, tag: "bench" }],
    cut: false,
  }),
  readTags: async () => ({ newest: 1, oldest: 1, head: 1 }),
};

const server = new PageServer({ ledger: new Ledger(still) });
/** The text of a real page, which each address changes a little. */
let text = "";

export default {
  async fetch(request: Request): Promise<Response> {
    const url = new URL(request.url);
    if (request.method === "PUT") text = await request.text();
    const [from, to] = [Number(url.searchParams.get("from")), Number(url.searchParams.get("to"))];
    await Promise.all(Array.from({ length: to - from }, (_, n) => visit(from + n)));
    return Response.json({ bytes: server.memory.bytes, bound: MEMORY_BYTES });
  },
};

async function visit(n: number): Promise<void> {
  const path = `/news/article-${n}`;
  const under: Promise<unknown>[] = [];
  const asked: PageRequest = {
    key: `https://bench.example${path}`,
    d1: { withSession: () => ({ getBookmark: () => null }) },
    kv: { get: async () => null, put: async () => {} },
    build: "bench",
    clock: Date.now,
    waitUntil: (work) => under.push(work),
    render: async () => ({
      status: 200,
      headers: { "content-type": "text/html; charset=utf-8" },
      body: `${text}<!-- ${n} -->`,
      // As many as an article's page has: the frame, its address, its section, and ten articles whose titles it shows.
      tags: ["site", `url:${path}`, "section:news", ...Array.from({ length: 10 }, (_, k) => `article:${n + k}`)],
      until: null,
      version: 1,
      incarnation: "bench",
      keep: "page",
    }),
  };
  const { outcome } = await server.serve(asked);
  await Promise.all(under);
  if (outcome !== "rendered") throw new Error(`${path}: ${outcome}`);
}
