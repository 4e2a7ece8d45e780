// A key taken in a batch: what it costs, and what it notes.

import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { openDatabase } from "../../src/db/client";
import { claimKey, noteArticle, recordOf } from "../../src/db/idempotency";
import { purgeTags } from "../../src/db/ledger";
import { publish } from "../api/client";

const note = { at: 1, by: "me", reason: "why" };
const claim = { by: "me", path: "/api/articles", key: "costs", fingerprint: "f", at: 1 };

describe("an article's note under a key", () => {
  it("names the tags that its own batch purged, in their order, and reads no older ledger row", async () => {
    const db = openDatabase(env.DB);
    const { id } = await publish();
    const [{ guid } = { guid: "" }] = await db.all<{ guid: string }>(`select guid from articles where id = ${id}`);
    await purgeTags(
      db,
      Array.from({ length: 500 }, (_, n) => `old:${n}`),
      note,
    );

    const [, , noted] = await db.batch([
      claimKey(db, claim),
      purgeTags(db, ["z", "a"], note),
      noteArticle(db, claim, { guid, isNew: true }),
    ]);

    expect(noted.meta.rows_read).toBeLessThan(10);
    expect(await recordOf(db, claim)).toEqual({
      fingerprint: "f",
      outcome: { kind: "article", id, isNew: true, purged: ["z", "a"] },
      answer: null,
    });
  });
});
