import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { idOf, parseList, withIds } from "../../scripts/resources.ts";

const toml = await readFile(resolve(import.meta.dirname, "../../wrangler.toml"), "utf8");

describe("npm run deploy", () => {
  it("writes real ids in the placeholders of wrangler.toml, once", () => {
    const named = withIds(toml, { database: "d-1", namespace: "n-1" });

    expect(named).toContain('database_id = "d-1"');
    expect(named).toMatch(/binding = "PAGES"\nid = "n-1"/);
    expect(withIds(named, { database: "d-2", namespace: "n-2" })).toBe(named);
  });

  it("finds what is there in wrangler's lists, whatever stands around them", () => {
    const list = parseList('⛅️ wrangler\n[{"uuid":"d-1","name":"edgewise"},{"uuid":"d-2","name":"other"}]\n');

    expect(idOf(list, { key: "name", value: "edgewise", id: "uuid" })).toBe("d-1");
    expect(idOf(list, { key: "name", value: "missing", id: "uuid" })).toBeNull();
    expect(() => parseList("nothing")).toThrow("did not print a list");
  });
});
