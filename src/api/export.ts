// GET /api/export: everything that the site holds, as NDJSON.

import * as z from "zod";
import { openDatabase } from "../db/client";
import { originOf } from "../env";
import { BEGINNING, decodePlace, type ExportPlace } from "../exports/cursor";
import { exportPages } from "../exports/pages";
import type { Handler } from "./context";
import { parameterErrors } from "./input-errors";
import { problem } from "./problem";

/** A request may ask D1 fifty times on the platform's free plan; some are left for who asks. */
const MAX_BATCHES = 40;

const querySchema = z.strictObject({
  cursor: z
    .string()
    .transform((text, context): ExportPlace => {
      const place = decodePlace(text);
      if (place !== null) return place;
      context.addIssue({ code: "custom", message: "is not a cursor of an export" });
      return z.NEVER;
    })
    .default(BEGINNING),
  limit: z.coerce.number().int().min(1).max(1_000_000).default(1_000_000),
});

/** The first page is read before the answer begins: what fails by then is a problem, what fails later cuts the stream off. */
export const getExport: Handler = async (c) => {
  const query = querySchema.safeParse(c.req.query());
  if (!query.success) return problem("invalid-fields", { errors: parameterErrors(query.error) });
  const { cursor, limit } = query.data;
  const db = openDatabase(c.env.DB.withSession("first-primary"));
  const origin = originOf(c.env, c.req.raw);
  const pages = exportPages(db, { from: cursor, origin, maxLines: limit, maxBatches: MAX_BATCHES });
  const first = await pages.next();
  return new Response(streamOf(first, pages), {
    headers: { "content-type": "application/x-ndjson", "cache-control": "no-store" },
  });
};

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
