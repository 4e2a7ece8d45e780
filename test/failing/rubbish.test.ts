// KV full of what is no page: values of an older or foreign form, or cut short. Pages are rendered, and served all the same.

import { env } from "cloudflare:workers";
import { beforeAll, expect, it } from "vitest";
import { encodePage } from "../../src/pages/page";
import { aPage, quietConsole } from "../pages/builders";
import { fails, withFaults } from "./bindings";
import { asEver, unavailablePage } from "./expected";
import { Isolate } from "./isolate";
import { type Asked, requestOf, someContent } from "./requests";

quietConsole();

const text = (value: string) => new TextEncoder().encode(value);

/** A frame as ARCHITECTURE has it ("Stored forms"): magic, the header's length, the header, the rest. */
function framed(magic: string, header: string, rest = "body"): Uint8Array {
  const bytes = new Uint8Array([...text(magic), 0, 0, 0, 0, ...text(header), ...text(rest)]);
  new DataView(bytes.buffer).setUint32(4, text(header).length);
  return bytes;
}

const kept = aPage({ build: "test-build" });
const good = encodePage(kept);
const headerWithout = (field: string) =>
  JSON.stringify(Object.fromEntries(Object.entries(kept.header).filter(([name]) => name !== field)));

const FORMS: [string, Uint8Array][] = [
  ["nothing", new Uint8Array()],
  ["less than a frame", text("EW02")],
  ["an older magic", framed("EW00", JSON.stringify(kept.header))],
  ["another program's HTML", text(`<!doctype html><title>${"x".repeat(500)}</title>`)],
  ["a header that is no JSON", framed("EW02", "build=test-build")],
  ["a header that is no object", framed("EW02", "null")],
  ["a header of other types", framed("EW02", JSON.stringify({ ...kept.header, version: "100", tags: "site" }))],
  ["a page cut short in its header", good.slice(0, 40)],
  ["a page cut short in its compressed text", good.slice(0, good.length - 1)],
  ["a page with more behind it", new Uint8Array([...good, 0])],
  ["a page cut short in its text", good.slice(0, good.length - kept.gzip.length - 1)],
  ...Object.keys(kept.header).map((field): [string, Uint8Array] => [
    `an older header, without ${field}`,
    framed("EW02", headerWithout(field)),
  ]),
];

/** As ARCHITECTURE has it: the hash of origin and path. */
async function keyOf(address: string): Promise<string> {
  return `page:${new Uint8Array(await crypto.subtle.digest("SHA-256", text(address))).toHex()}`;
}

const D1_DOWN = withFaults({ DB: fails("D1_ERROR: Network connection lost.") });

const page = (path: string, status = 200): Asked => ({ kind: "page", method: "GET", path, status });

let pages: Asked[] = [];

beforeAll(async () => {
  const { id, path } = await someContent();
  pages = [page("/"), page(path), page(`/a/${id}`, 301)];
});

it.each(FORMS)("renders every page though KV holds %s; while D1 is down, it says so", async (_, rubbish) => {
  const origin = `http://${crypto.randomUUID()}.test`;
  await Promise.all(pages.map(async ({ path }) => env.PAGES.put(await keyOf(origin + path), rubbish)));

  await Promise.all(
    pages.map(async (asked) => {
      unavailablePage(await new Isolate().ask(requestOf(asked, origin), D1_DOWN), asked);
      const answer = await new Isolate().ask(requestOf(asked, origin), env);
      asEver(answer, asked);
      expect(answer.headers.get("cache-status")).toMatch(/^edgewise; fwd=miss;/);
    }),
  );
});
