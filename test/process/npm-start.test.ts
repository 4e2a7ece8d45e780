// npm start: what it prints, what it keeps, what it obeys, and how it ends.

import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ask, isFree, npmStart, npmStartFails, portFrom18800, type Site } from "./npm-start.ts";

const run = promisify(execFile);
const folders: string[] = [];

const aFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), "edgewise-start-"));
  folders.push(folder);
  return folder;
};

afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

/** The command as it stands on the screen, from "curl" to the end of its last line. */
const printedCurl = (site: Site): string => /curl[\s\S]*-d '.*'/.exec(site.output())?.[0] ?? "";

async function titlesOf(site: Site): Promise<string[]> {
  const { body } = await ask(site, "GET", "/articles?limit=100");
  return body.items.map(({ title }: { title: string }) => title);
}

describe("the first start on an empty folder", () => {
  let stateDir: string;
  let site: Site;

  beforeAll(async () => {
    stateDir = join(await aFolder(), "made", "by the start");
    site = await npmStart({ stateDir });
  });
  afterAll(() => site.kill());

  it("prints the site's address, the editor's, the token, and what it put in", () => {
    expect(site.output()).toMatch(new RegExp(`^Edgewise is at +${site.origin}$`, "m"));
    expect(site.output()).toMatch(new RegExp(`^Editors write at +${site.origin}/admin$`, "m"));
    expect(site.output()).toMatch(new RegExp(`token.* ${site.token}$`, "m"));
    expect(site.output()).toMatch(/Put in \d+ demo articles/);
  });

  it("answers at both addresses that it printed", async () => {
    expect((await fetch(site.origin)).status).toBe(200);
    expect((await fetch(`${site.origin}/admin`)).status).toBe(200);
  });

  it("sends plain text to a client that accepts no coding, and gzip to one that does", async () => {
    const { stdout: plain } = await run("curl", ["-s", `${site.origin}/feed.xml`]);
    const { stdout: headers } = await run("curl", ["-sI", "-H", "Accept-Encoding: gzip", `${site.origin}/feed.xml`]);

    expect(plain).toMatch(/^<\?xml /);
    expect(headers).toMatch(/^content-encoding: gzip\r$/im);
  });

  it("keeps the token where only its owner reads it", async () => {
    expect((await stat(join(stateDir, "admin-token"))).mode & 0o777).toBe(0o600);
  });

  it("has run the cron jobs", async () => {
    const { body } = await ask(site, "GET", "/jobs");

    expect(body.items.length).toBeGreaterThan(0);
    for (const job of body.items) expect(job).toMatchObject({ outcome: "done", overdue: false });
  });

  it("prints a curl line that publishes, run by a shell as it stands", async () => {
    const { stdout } = await run("sh", ["-c", printedCurl(site)]);

    const article = JSON.parse(stdout);
    const page = await fetch(article.url);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain("<strong>first</strong>");
    expect(await (await fetch(`${site.origin}/news`)).text()).toContain(article.title);
  });

  describe("and the second one", () => {
    let before: string[];
    let corrected: { id: number; title: string };

    beforeAll(async () => {
      const { body } = await ask(site, "GET", "/articles?limit=100&section=guides");
      const [first, second] = body.items;
      corrected = { id: first.id, title: "Corrected by hand" };
      await ask(site, "PATCH", `/articles/${first.id}`, { title: corrected.title });
      await ask(site, "DELETE", `/articles/${second.id}`);
      before = await titlesOf(site);
      expect(await site.signal("SIGTERM")).toBe(0);
      site = await npmStart({ stateDir });
      console.log(`The second start served after ${site.startedInMs} ms.`);
    });

    it("keeps what is there: no demo article comes back, twice, or as it was", async () => {
      expect(site.output()).not.toContain("demo articles");
      expect(await titlesOf(site)).toEqual(before);
      expect((await ask(site, "GET", `/articles/${corrected.id}`)).body.title).toBe(corrected.title);
    });

    it("keeps the token, and prints it again", () => {
      expect(site.output()).toMatch(new RegExp(`token.* ${site.token}$`, "m"));
      expect(site.output()).not.toContain("new token");
    });
  });
});

describe("an empty site, by DEMO=0", () => {
  let site: Site;
  let stateDir: string;

  beforeAll(async () => {
    stateDir = await aFolder();
    site = await npmStart({ stateDir, env: { DEMO: "0", ADMIN_TOKEN: "the-operator's-$HOME" } });
  });
  afterAll(() => site.kill());

  it("shows its home page and has no articles", async () => {
    expect((await fetch(site.origin)).status).toBe(200);
    expect(await titlesOf(site)).toEqual([]);
  });

  it("takes the token of ADMIN_TOKEN, and writes it nowhere", async () => {
    expect((await ask(site, "GET", "/site")).status).toBe(200);
    expect((await ask({ ...site, token: "another" }, "GET", "/site")).status).toBe(401);
    expect(await readdir(stateDir)).not.toContain("admin-token");
  });

  it("can be published to with the curl line that it printed", async () => {
    const { stdout } = await run("sh", ["-c", printedCurl(site)]);

    expect((await fetch(JSON.parse(stdout).url)).status).toBe(200);
    expect(await (await fetch(site.origin)).text()).toContain("Hello, Edgewise");
  });

  it("keeps its state in STATE_DIR", async () => {
    expect(await readdir(stateDir)).toEqual(expect.arrayContaining(["d1", "kv", "r2"]));
  });
});

describe("a start that can't be", () => {
  it.each(["http", "0", "65536", "80.5", "-1"])("says in one line that PORT=%s is no port", async (port) => {
    const { code, said } = await npmStartFails({ PORT: port, STATE_DIR: await aFolder() });

    expect(code).not.toBe(0);
    expect(said).toEqual([expect.stringContaining(`not "${port}"`)]);
  });

  it("says in one line that ADMIN_TOKEN can't be sent", async () => {
    const env = { PORT: String(await portFrom18800()), STATE_DIR: await aFolder(), ADMIN_TOKEN: "two words" };

    expect((await npmStartFails(env)).said).toEqual([expect.stringContaining("ADMIN_TOKEN must be")]);
  });

  it("says in one line that the port is taken, and leaves nothing running", async () => {
    const port = await portFrom18800();
    const server = createServer();
    await new Promise<void>((done) => server.listen(port, "127.0.0.1", done));

    const { code, said } = await npmStartFails({ PORT: String(port), STATE_DIR: await aFolder(), DEMO: "0" });
    server.close();

    expect(code).not.toBe(0);
    expect(said).toEqual([expect.stringContaining(`Port ${port} is taken`)]);
  });
});

describe("the end", () => {
  it.each([
    ["SIGINT", "group"],
    ["SIGTERM", "group"],
    ["SIGINT", "npm"],
    ["SIGTERM", "npm"],
  ] as const)("by %s to the %s is clean: exit code 0, the port free, no process left", async (signal, to) => {
    const site = await npmStart({ stateDir: await aFolder(), env: { DEMO: "0" } });
    expect(site.processes().some(({ command }) => command.includes("workerd"))).toBe(true);

    const code = await site.signal(signal, to);

    expect(code).toBe(0);
    await expect.poll(site.processes, { timeout: 5_000 }).toEqual([]);
    expect(await isFree(site.port)).toBe(true);
  });

  it.each(["npm", "node"])("by kill -9 of %s alone leaves nothing that holds the port", async (victim) => {
    const site = await npmStart({ stateDir: await aFolder(), env: { DEMO: "0" } });
    const node = site.processes().find(({ command }) => command.includes("scripts/start.ts"));

    if (victim === "npm") await site.signal("SIGKILL");
    else process.kill(node?.pid ?? 0, "SIGKILL");

    await expect.poll(site.processes, { timeout: 5_000 }).toEqual([]);
    expect(await isFree(site.port)).toBe(true);
  });
});
