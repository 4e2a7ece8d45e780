// What linters of others say of the API's description, by the strictest rules that each comes with.

import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { npmStart, type Site } from "./npm-start.ts";

/** They ask nobody on the internet, neither for news nor to report. */
const ALONE = { REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" };

/** What a linter prints, whatever it finds. */
const printedBy = (name: string, cwd: string, asked: string[]): Promise<string> =>
  new Promise((resolve) => {
    const command = join(import.meta.dirname, "../../node_modules/.bin", name);
    execFile(command, asked, { cwd, env: { ...process.env, ...ALONE } }, (_, stdout, stderr) =>
      resolve(stdout + stderr),
    );
  });

/** All of Spectral's rules for OpenAPI, but two: nobody's e-mail is known here, and tags stand in the order of the pages. */
const SPECTRAL_RULES = `extends: [[spectral:oas, all]]
rules:
  contact-properties: off
  openapi-tags-alphabetical: off
`;

describe("the description of the API", () => {
  let folder: string;
  let site: Site;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "edgewise-openapi-"));
    site = await npmStart({ stateDir: join(folder, "state") });
    await writeFile(join(folder, "openapi.json"), await (await fetch(`${site.origin}/api/openapi.json`)).text());
    await writeFile(join(folder, "spectral.yaml"), SPECTRAL_RULES);
  });
  afterAll(async () => {
    await site.kill();
    await rm(folder, { recursive: true, force: true });
  });

  it("passes Redocly's recommended-strict rules, which know no warnings", async () => {
    const printed = await printedBy("redocly", folder, ["lint", "openapi.json", "--extends", "recommended-strict"]);

    expect(printed).toContain("Your API description is valid");
    expect(printed).not.toMatch(/\d+ warning/);
  });

  it("passes the rules that Spectral has for OpenAPI, without a hint", async () => {
    const asked = ["lint", "openapi.json", "--ruleset", "spectral.yaml", "--fail-severity", "hint"];

    expect(await printedBy("spectral", folder, asked)).toMatch(/^No results/);
  });
});
