import { execFile } from "node:child_process";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freePort, killWhile, newStateDir, type RunningSite, removeStateDir, startAndFail, startSite } from "./site.ts";

const run = promisify(execFile);

const api = async ({ origin, token }: RunningSite, path: string, init: RequestInit = {}) => {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const response = await fetch(`${origin}/api${path}`, { ...init, headers });
  return { status: response.status, body: await response.json() };
};

const publish = (site: RunningSite, title: string) =>
  api(site, "/articles", { method: "POST", body: JSON.stringify({ title, section: "news", body: "Text." }) });

const BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0 Safari/537.36";

const read = (site: RunningSite, id: number, reader: number) =>
  fetch(`${site.origin}/reads/${id}`, {
    method: "POST",
    headers: { "user-agent": BROWSER, "cf-connecting-ip": `10.0.${reader >> 8}.${reader & 255}` },
  });

describe("npm start", () => {
  let stateDir: string;
  let site: RunningSite;

  beforeAll(async () => {
    stateDir = await newStateDir();
    site = await startSite(stateDir);
  });
  afterAll(async () => {
    await site.stop();
    await removeStateDir(stateDir);
  });

  it("puts the demo into an empty site: at least 30 articles in 4 sections, in two languages", async () => {
    const { body } = await api(site, "/articles?limit=100");
    const sections = new Set(body.items.map(({ section }: { section: string }) => section));
    const languages = new Set(body.items.map(({ lang }: { lang: string }) => lang));

    expect(body.items.length).toBeGreaterThanOrEqual(30);
    expect(sections.size).toBe(4);
    expect(languages).toEqual(new Set(["zh-CN", "en"]));
  });

  it("keeps its token where only its owner reads it", async () => {
    const { mode } = await stat(join(stateDir, "admin-token"));

    expect(mode & 0o777).toBe(0o600);
  });

  it("prints a curl line that publishes", async () => {
    const printed = site.output();
    const command = printed.slice(printed.indexOf("curl")).trim();

    const { stdout } = await run("bash", ["-c", command]);
    const page = await fetch(JSON.parse(stdout).url);

    expect(page.status).toBe(200);
    expect(await page.text()).toContain("Hello, Edgewise");
  });

  it("says in a line that its port is taken, or is none", async () => {
    const taken = await startAndFail({ PORT: new URL(site.origin).port, STATE_DIR: await newStateDir(), DEMO: "0" });
    const none = await startAndFail({ PORT: "http" });

    expect(taken).toMatchObject({ code: 1, output: expect.stringContaining("is taken") });
    expect(none).toMatchObject({ code: 1, output: expect.stringContaining("PORT must be a number") });
  });

  it("serves every page kind with links that lead somewhere", async () => {
    const seen = new Set<string>();
    const broken: string[] = [];
    for (const start of ["/", "/en", "/news", "/guides/ph-calibration", "/search?q=pH"]) {
      const html = await (await fetch(site.origin + start)).text();
      for (const [, href = ""] of html.matchAll(/(?:href|src)="(\/[^"]*)"/g)) seen.add(href.replaceAll("&amp;", "&"));
    }
    for (const path of seen) {
      const { status } = await fetch(site.origin + path, { headers: { "user-agent": BROWSER } });
      if (status !== 200) broken.push(`${status} ${path}`);
    }

    expect(seen.size).toBeGreaterThan(60);
    expect(broken).toEqual([]);
  });
});

describe("kill -9", () => {
  it("in the middle of the first start leaves a demo that the next start completes, each article once", async () => {
    const stateDir = await newStateDir();
    await killWhile(stateDir, async () => (await readdir(stateDir)).includes("demo-begun"));

    const site = await startSite(stateDir);
    const { body } = await api(site, "/articles?limit=100");
    await site.stop();
    await removeStateDir(stateDir);

    const titles = body.items.map(({ title }: { title: string }) => title);
    expect(titles.length).toBeGreaterThanOrEqual(30);
    expect(new Set(titles).size).toBe(titles.length);
  });

  it("loses no article that was answered 201, and no read that was answered true", async () => {
    const stateDir = await newStateDir();
    const first = await startSite(stateDir, { DEMO: "0" });
    const { body: article } = await publish(first, "Read before the crash");
    const answers = await Promise.all(Array.from({ length: 60 }, (_, reader) => read(first, article.id, reader)));
    const counted = (await Promise.all(answers.map((answer) => answer.json()))).filter(
      ({ counted }) => counted === true,
    );
    const last = await publish(first, "Answered right before the crash");
    expect(last.status).toBe(201);
    await first.kill();

    const second = await startSite(stateDir, { DEMO: "0" });
    const { body: found } = await api(second, `/articles/${last.body.id}`);
    const page = await fetch(second.origin + new URL(last.body.url).pathname);
    const { reads } = await (await fetch(`${second.origin}/reads/${article.id}`)).json();
    await second.stop();
    await removeStateDir(stateDir);

    expect(found.title).toBe("Answered right before the crash");
    expect(page.status).toBe(200);
    expect(counted.length).toBeGreaterThan(0);
    expect(reads).toBeGreaterThanOrEqual(counted.length);
    expect(reads).toBeLessThanOrEqual(60);
  });
});

describe("a signal", () => {
  it.each(["SIGINT", "SIGTERM"] as const)("%s stops it cleanly, and frees the port", async (signal) => {
    const stateDir = await newStateDir();
    const site = await startSite(stateDir, { DEMO: "0", ADMIN_TOKEN: "chosen-by-hand" });
    expect((await api(site, "/site")).status).toBe(200);

    const code = await site.stop(signal);
    await removeStateDir(stateDir);

    expect(code).toBe(0);
    await expect(fetch(site.origin)).rejects.toThrow();
    expect(await freePort()).toBeGreaterThan(0);
  });
});
