// npm run export and npm run import: a site in a folder, whole however often it was cut off, and in another site.

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

it("comes out of another site as it went in", async () => {
  const [kept, moved] = [join(folder, "to move"), join(folder, "moved")];
  await exportTo(kept);
  const other = await npmStart({ stateDir: join(folder, "other"), env: { DEMO: "0" } });
  const call = (script: string, option: string, path: string) =>
    run("npm", ["run", "--silent", script, "--", "--site", other.origin, option, path], {
      env: { ...process.env, EDGEWISE_TOKEN: other.token },
    });
  try {
    await call("import", "--from", kept);
    const { stdout } = await call("import", "--from", kept);
    await call("export", "--to", moved);

    expect(stdout).toMatch(/^0 created, 0 changed, \d+ unchanged, 0 skipped, 0 failed$/m);
    const [before, after] = await Promise.all([kept, moved].map((path) => readFile(join(path, "site.ndjson"), "utf8")));
    expect(after?.replaceAll(other.origin, site.origin)).toBe(before);
  } finally {
    await other.kill();
  }
});

it("says in a line what is wrong with the call", async () => {
  await expect(exportTo(join(folder, "no"), "wrong")).rejects.toMatchObject({ stderr: expect.stringContaining("401") });
  await expect(exportTo(join(folder, "no"), "")).rejects.toMatchObject({ stderr: expect.stringMatching(/^Use: /) });
});
