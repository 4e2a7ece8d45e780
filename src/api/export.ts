// GET /api/export: everything that the site holds, as NDJSON.

import { openDatabase } from "../db/client";
import { originOf } from "../env";
import { exportPages } from "../exports/pages";
import { pageServer } from "../pages/isolate";
import { counterName } from "../reads/delivery";
import type { ApiContext, Handler } from "./context";
import { readQuery } from "./read-query";
import { exportSchema } from "./schemas/imports";

/** A request may make fifty calls on the platform's free plan: the last page begins before this many, and makes a dozen at most. */
const MAX_CALLS = 36;

/** The first page is read before the answer begins: what fails by then is a problem, what fails later cuts the stream off. */
export const getExport: Handler = async (c) => {
  const query = readQuery(c, exportSchema);
  if (!query.ok) return query.response;
  const { cursor, limit, reads } = query.value;
  const db = openDatabase(c.env.DB.withSession("first-primary"));
  const origin = originOf(c.env, c.req.raw);
  const flush = reads === "now" ? flushOf(c) : null;
  const pages = exportPages(db, { from: cursor, origin, flush, maxLines: limit, maxCalls: MAX_CALLS });
  const first = await pages.next();
  return new Response(streamOf(first, pages), {
    headers: { "content-type": "application/x-ndjson", "cache-control": "no-store" },
  });
};

/** An export without an article's last reads would lose them, so one that can't have them ends here. */
function flushOf(c: ApiContext) {
  return async (articleIds: readonly number[]): Promise<void> => {
    const guid = await pageServer.ledger.siteGuid(c.env.DB, Date.now);
    const brought = await Promise.all(articleIds.map((id) => c.env.READS.getByName(counterName(guid, id)).flush(id)));
    if (brought.includes(false)) throw new Error("D1 did not take the reads of a counter");
  };
}

type Pages = AsyncGenerator<string, void, void>;

/** A page is read when the client has room for it. */
function streamOf(first: IteratorResult<string, void>, pages: Pages): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let waiting: IteratorResult<string, void> | null = first;
  return new ReadableStream({
    async pull(controller) {
      const page = waiting ?? (await pages.next());
      waiting = null;
      if (page.done) controller.close();
      else controller.enqueue(encoder.encode(page.value));
    },
    async cancel() {
      await pages.return();
    },
  });
}
