// Export, an empty site, import, export: byte for byte the same, and so is what visitors see.

import { beforeAll, describe, expect, it } from "vitest";
import { emptySite } from "./empty-site";
import { ask, call, exportAll, importText, linesOf } from "./site";
import { filesOf, makeWholeSite } from "./whole-site";

let paths: string[];
let exported: string;
let files: Awaited<ReturnType<typeof filesOf>>;
let seen: Awaited<ReturnType<typeof see>>;

const see = async () => {
  await call("POST", "/jobs/rank");
  return Promise.all(
    paths.map(async (path) => {
      const { status, text, headers } = await ask("GET", path, undefined, { authorization: "" });
      return { path, status, text, location: headers.get("location") };
    }),
  );
};

beforeAll(async () => {
  paths = await makeWholeSite();
  exported = await exportAll();
  files = await filesOf();
  seen = await see();
}, 60_000);

/** An empty site with the files, as the import script uploads them. */
async function anotherSite(): Promise<void> {
  await emptySite();
  for (const { name, bytes } of files) await call("POST", `/media?name=${encodeURIComponent(name)}`, bytes);
}

describe("an export", () => {
  it("has lines of every type, each as often as its last line says", () => {
    const lines = linesOf(exported);
    const counts: Record<string, number> = {};
    for (const { type } of lines) counts[type] = (counts[type] ?? 0) + 1;
    const { cursor, end, ...told } = counts;

    expect(Object.keys(told).toSorted()).toEqual([
      "article",
      "edgewise",
      "links",
      "media",
      "pageText",
      "pages",
      "reads",
      "redirects",
      "revision",
      "searches",
      "sections",
      "settings",
    ]);
    expect(lines.at(-1)).toEqual({ type: "end", lines: told });
  });

  it("is the same in pieces of any size", async () => {
    for (const limit of [1, 5]) expect(await exportAll(limit)).toBe(exported);
  });
});

it("comes out of an empty site that took it in byte for byte, and visitors see the same", async () => {
  await anotherSite();

  const taken = await importText(exported);

  expect(taken.filter(({ outcome, notes }) => outcome === "failed" || notes.length > 0)).toEqual([]);
  expect(await exportAll()).toBe(exported);
  expect(await see()).toEqual(seen);
});
