// npm run export: a site in a folder, whole however often it was cut off.

import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { npmStart, type Site } from "./npm-start.ts";

const run = promisify(execFile);

let folder: string;
let site: Site;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "edgewise-export-"));
  site = await npmStart({ stateDir: join(folder, "state") });
});
afterAll(async () => {
  await site.kill();
  await rm(folder, { recursive: true, force: true });
});

const exportTo = (to: string, token = site.token) =>
  run("npm", ["run", "--silent", "export", "--", "--site", site.origin, "--to", to, "--reads", "now"], {
    env: { ...process.env, EDGEWISE_TOKEN: token },
  });

it("keeps the site and its files, and goes on after the last page that is whole", async () => {
  const to = join(folder, "kept");
  await exportTo(to);
  const whole = await readFile(join(to, "site.ndjson"));
  const files = await readdir(join(to, "media"));
  expect(whole.toString().trimEnd().split("\n").at(-1)).toMatch(/^\{"type":"end"/);
  expect(files.length).toBeGreaterThan(0);

  for (const cut of [10, whole.length / 3, whole.length - 10]) {
    await writeFile(join(to, "site.ndjson"), whole.subarray(0, cut));
    await writeFile(join(to, "media", files[0] ?? ""), "damaged");
    await exportTo(to);

    expect((await readFile(join(to, "site.ndjson"))).equals(whole)).toBe(true);
    expect((await readFile(join(to, "media", files[0] ?? ""))).toString()).not.toBe("damaged");
  }
});

it("says in a line what is wrong with the call", async () => {
  await expect(exportTo(join(folder, "no"), "wrong")).rejects.toMatchObject({ stderr: expect.stringContaining("401") });
  await expect(exportTo(join(folder, "no"), "")).rejects.toMatchObject({ stderr: expect.stringMatching(/^Use: /) });
});
