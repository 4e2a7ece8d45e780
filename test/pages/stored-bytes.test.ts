// Pages leave as they are stored (P1): but for the header's check on leaving KV nothing is parsed, decoded, hashed or compressed.

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { encodePage } from "../../src/pages/page";
import { respond } from "../../src/pages/respond";
import type { Served } from "../../src/pages/serve";
import { publish } from "../promises/client";
import { Isolate, outcomeOf } from "./builders";

/** What was done to bytes: how many went through each part that reads or makes them. */
function watchBytes() {
  const done = { decoded: 0, parsed: 0, hashed: 0, compressed: 0 };
  const { decode } = TextDecoder.prototype;
  const { parse } = JSON;
  const digest = crypto.subtle.digest.bind(crypto.subtle);
  vi.spyOn(TextDecoder.prototype, "decode").mockImplementation(function (this: TextDecoder, input, options) {
    done.decoded += input?.byteLength ?? 0;
    return decode.call(this, input, options);
  });
  vi.spyOn(JSON, "parse").mockImplementation((text, reviver) => {
    done.parsed += text.length;
    return parse(text, reviver);
  });
  vi.spyOn(crypto.subtle, "digest").mockImplementation((algorithm, data) => {
    done.hashed += data.byteLength;
    return digest(algorithm, data);
  });
  vi.stubGlobal(
    "CompressionStream",
    class extends CompressionStream {
      constructor(format: "gzip") {
        super(format);
        done.compressed += 1;
      }
    },
  );
  return done;
}

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const answerTo = (served: Served, headers: Record<string, string> = {}): Response => {
  if (served.outcome === "unavailable") throw new Error("the page is there");
  return respond(new Request("http://site.test/", { headers }), served, null);
};

describe("a page", () => {
  let path = "";
  const warm = new Isolate();

  beforeEach(async () => {
    path = (await publish({ body: "Some text that is long enough. ".repeat(200) })).path;
    // Twice within ten minutes is worth a place in KV (P16).
    await warm.visit(path);
    await new Isolate().visit(path);
    warm.server.memory.delete(warm.requestFor(path).key);
    await warm.visit(path);
  });

  it("from memory is neither parsed, decoded, hashed nor compressed, plain or not", async () => {
    const done = watchBytes();

    const served = await warm.visit(path);
    answerTo(served);
    answerTo(served, { "accept-encoding": "gzip" });

    expect([outcomeOf(served), done]).toEqual(["memory", { decoded: 0, parsed: 0, hashed: 0, compressed: 0 }]);
  });

  it("from KV has its header parsed, its key hashed, and its body left as it is", async () => {
    const cold = new Isolate();
    await cold.visit("/");
    const before = await warm.visit(path);
    if (before.outcome === "unavailable") throw new Error("the page is there");
    const { plain, gzip } = before.page;
    const header = encodePage(before.page).length - 8 - plain.length - gzip.length;
    const { key } = warm.requestFor(path);
    const done = watchBytes();

    const served = await cold.visit(path);
    const response = answerTo(served, { "accept-encoding": "gzip" });

    expect([outcomeOf(served), done]).toEqual([
      "kv",
      { decoded: header, parsed: header, hashed: key.length, compressed: 0 },
    ]);
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(gzip);
  });
});
