// npm run deploy, against an account that is played: what it makes, what it writes, what it says.

import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import {
  fillInIds,
  findDatabaseId,
  findNamespaceId,
  hasBucket,
  hasSecret,
  PLACEHOLDER_IDS,
  readDeployConfig,
  readLogin,
} from "../../scripts/deploy-config.ts";
import { type Account, CannotDeploy, deploySite, planDeploy } from "../../scripts/deploy-steps.ts";

const root = resolve(import.meta.dirname, "../..");
const FIRST_TOML = `# a site
name = "edgewise"
main = "src/worker.ts"

[vars]
PUBLIC_URL = ""

[[d1_databases]]
binding = "DB"
database_name = "edgewise"
database_id = "${PLACEHOLDER_IDS.d1}" # by deploy

[[kv_namespaces]]
binding = "PAGES"
id = "${PLACEHOLDER_IDS.kv}"

[[r2_buckets]]
binding = "MEDIA"
bucket_name = "edgewise-media"
`;
const D1_ID = "11111111-2222-4333-8444-555555555555";
const KV_ID = "0123456789abcdef0123456789abcdef";
const DEPLOYED_TOML = FIRST_TOML.replace(PLACEHOLDER_IDS.d1, D1_ID).replace(PLACEHOLDER_IDS.kv, KV_ID);

describe("wrangler.toml", () => {
  it("gets real ids where the placeholders stand, and keeps every other byte", () => {
    expect(fillInIds(FIRST_TOML, { d1: D1_ID, kv: KV_ID })).toBe(DEPLOYED_TOML);
  });

  it("gets one id and keeps the other placeholder", () => {
    const filled = fillInIds(FIRST_TOML, { d1: D1_ID });

    expect(filled).toContain(`database_id = "${D1_ID}" # by deploy`);
    expect(filled).toContain(`id = "${PLACEHOLDER_IDS.kv}"`);
  });

  it("keeps an id that is no placeholder", () => {
    expect(fillInIds(DEPLOYED_TOML, { d1: "another", kv: "another" })).toBe(DEPLOYED_TOML);
  });

  it("of this repository declares the three stores, with ids of its own or placeholders", async () => {
    const config = readDeployConfig(await readFile(join(root, "wrangler.toml"), "utf8"));

    expect(config.database.name).not.toBe("");
    expect(config.bucket).not.toBe("");
  });

  it("names the store that it lacks", () => {
    expect(() => readDeployConfig('name = "x"')).toThrow('"DB"');
  });
});

describe("wrangler's answers", () => {
  it("give the id of the database of that very name", () => {
    const answer = JSON.stringify([
      { uuid: "a", name: "edgewise-old" },
      { uuid: D1_ID, name: "edgewise", version: "production" },
    ]);

    expect(findDatabaseId(answer, "edgewise")).toBe(D1_ID);
    expect(findDatabaseId(answer, "edge")).toBeNull();
    expect(findDatabaseId("[]\n", "edgewise")).toBeNull();
  });

  it("give the id of the namespace, with a warning in front of the list", () => {
    const list = JSON.stringify([{ id: KV_ID, title: "edgewise-pages" }], null, 2);

    expect(findNamespaceId(`\u001b[33m▲ [WARNING] old version\n\n${list}\n`, "edgewise-pages")).toBe(KV_ID);
  });

  it("show a bucket by its whole name", () => {
    const answer =
      "Listing buckets...\nname:           edgewise-media\ncreation_date:  2026-11-01T00:00:00Z\n\nname:           x\n";

    expect(hasBucket(answer, "edgewise-media")).toBe(true);
    expect(hasBucket(answer, "edgewise")).toBe(false);
    expect(hasBucket("Listing buckets...\n", "edgewise-media")).toBe(false);
  });

  it("show whether the secret is set", () => {
    expect(hasSecret('[{"name":"ADMIN_TOKEN","type":"secret_text"}]', "ADMIN_TOKEN")).toBe(true);
    expect(hasSecret("[]", "ADMIN_TOKEN")).toBe(false);
  });

  it("that are no list are an error, never an empty list", () => {
    expect(() => findDatabaseId("Something went wrong", "edgewise")).toThrow("Something went wrong");
  });

  it("say who is logged in", () => {
    const answer = '{"loggedIn":true,"email":"a@example.com","accounts":[{"name":"Ours","id":"1"}]}';

    expect(readLogin(answer)).toEqual({ loggedIn: true, accounts: [{ name: "Ours", id: "1" }] });
    expect(readLogin('{"loggedIn":false}').loggedIn).toBe(false);
    expect(readLogin("").loggedIn).toBe(false);
  });
});

describe("a deploy", () => {
  const folders: string[] = [];
  afterEach(async () => {
    for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
  });

  it("makes what is missing, writes the ids, migrates and deploys, in this order", async () => {
    const site = await aSite(FIRST_TOML);
    const account = new PlayedAccount();

    await site.deploy(account);

    expect(account.changes).toEqual([
      "d1 create edgewise",
      "kv namespace create edgewise-pages",
      "r2 bucket create edgewise-media",
      "d1 migrations apply DB --remote",
      "deploy",
    ]);
    expect(await site.toml()).toBe(DEPLOYED_TOML);
  });

  it("run again makes nothing and leaves wrangler.toml as it is", async () => {
    const site = await aSite(FIRST_TOML);
    const account = new PlayedAccount();
    await site.deploy(account);
    account.changes.length = 0;

    await site.deploy(account);

    expect(account.changes).toEqual(["d1 migrations apply DB --remote", "deploy"]);
    expect(await site.toml()).toBe(DEPLOYED_TOML);
  });

  it("that dies at any step is finished by the next one, with one of each store", async () => {
    for (let step = 1; step <= 14; step++) {
      const site = await aSite(FIRST_TOML);
      const account = new PlayedAccount();
      account.diesAtCall = step;
      await site.deploy(account).catch(() => undefined);
      account.diesAtCall = Number.POSITIVE_INFINITY;

      await site.deploy(account);

      expect(account.changes.filter((change) => change.includes("create"))).toHaveLength(3);
      expect(await site.toml()).toBe(DEPLOYED_TOML);
    }
  });

  it("says what is left to do: the token, the domain, the origin", async () => {
    const site = await aSite(FIRST_TOML);

    const left = (await site.deploy(new PlayedAccount())).join("\n");

    expect(left).toContain("wrangler secret put ADMIN_TOKEN");
    expect(left).toContain("custom_domain = true");
    expect(left).toContain("PUBLIC_URL =");
  });

  it("says nothing when all is done", async () => {
    const done = `routes = [{ pattern = "a.example", custom_domain = true }]\n${DEPLOYED_TOML.replace('PUBLIC_URL = ""', 'PUBLIC_URL = "https://a.example"')}`;
    const site = await aSite(done);
    const account = new PlayedAccount();
    account.secrets.push({ name: "ADMIN_TOKEN" });

    expect(await site.deploy(account)).toEqual([]);
  });

  it("stops before it changes anything when nobody is logged in, and says how to", async () => {
    const site = await aSite(FIRST_TOML);
    const account = new PlayedAccount();
    account.login = null;

    const deploy = site.deploy(account);

    await expect(deploy).rejects.toThrow(CannotDeploy);
    await expect(deploy).rejects.toThrow("npx wrangler login");
    expect(account.changes).toEqual([]);
  });

  it("asks which of several accounts is meant", async () => {
    const site = await aSite(FIRST_TOML);
    const account = new PlayedAccount();
    account.login = [
      { name: "Ours", id: "1" },
      { name: "Theirs", id: "2" },
    ];

    await expect(site.deploy(account)).rejects.toThrow("CLOUDFLARE_ACCOUNT_ID=2");
    await site.deploy(account, "1");

    expect(account.changes).toContain("deploy");
  });

  async function aSite(toml: string) {
    const folder = await mkdtemp(join(tmpdir(), "edgewise-deploy-"));
    folders.push(folder);
    const file = join(folder, "wrangler.toml");
    await writeFile(file, toml);
    return {
      toml: () => readFile(file, "utf8"),
      deploy: (account: Account, accountId?: string) =>
        deploySite({ root: folder, account, accountId, say: () => undefined }),
    };
  }
});

describe("npm run deploy", () => {
  it("with --dry-run prints the steps and runs none", () => {
    const { status, stdout } = deployScript("--dry-run");

    expect(status).toBe(0);
    expect(stdout).toContain("none was run");
    expect(stdout).toMatch(/migrations apply DB --remote\n +wrangler deploy/);
  });

  it("plans no store whose id is known", () => {
    const plan = planDeploy(readDeployConfig(DEPLOYED_TOML)).join("\n");

    expect(plan).not.toContain("d1 create");
    expect(plan).not.toContain("namespace create");
  });

  it("says in two lines at most that nobody is logged in, and exits with an error", () => {
    const { status, stderr } = deployScript();

    expect(status).toBe(1);
    expect(stderr).toContain("npx wrangler login");
    expect(stderr.trim().split("\n").length).toBeLessThanOrEqual(2);
  });

  it("refuses an option that it does not know", () => {
    expect(deployScript("--dryrun").status).toBe(1);
  });

  // A home of its own: whoever runs the tests may be logged in, and nothing may be deployed.
  const home = join(tmpdir(), `edgewise-nobody-${process.pid}`);
  afterAll(() => rm(home, { recursive: true, force: true }));

  function deployScript(...args: string[]) {
    const env = { PATH: process.env.PATH, HOME: home, XDG_CONFIG_HOME: home };
    const script = join(root, "scripts", "deploy.ts");
    return spawnSync(process.execPath, [script, ...args], { env, encoding: "utf8", timeout: 50_000 });
  }
});

/** A Cloudflare account as wrangler shows it. */
class PlayedAccount implements Account {
  login: { name: string; id: string }[] | null = [{ name: "Ours", id: "1" }];
  readonly secrets: { name: string }[] = [];
  readonly changes: string[] = [];
  diesAtCall = Number.POSITIVE_INFINITY;
  #calls = 0;
  readonly #databases: { name: string; uuid: string }[] = [];
  readonly #namespaces: { title: string; id: string }[] = [];
  readonly #buckets: string[] = [];

  async ask(...args: string[]): Promise<string> {
    this.#calls += 1;
    if (this.#calls === this.diesAtCall) throw new Error("the line went dead");
    const call = args.join(" ");
    if (call === "whoami --json") return JSON.stringify({ loggedIn: this.login !== null, accounts: this.login });
    if (call === "d1 list --json") return JSON.stringify(this.#databases, null, 2);
    if (call === "kv namespace list") return JSON.stringify(this.#namespaces, null, "  ");
    if (call === "r2 bucket list")
      return `Listing buckets...\n${this.#buckets.map((name) => `name:           ${name}\n`).join("\n")}`;
    if (call === "secret list") return JSON.stringify(this.secrets);
    this.changes.push(call);
    const name = args.at(-1) ?? "";
    if (call.startsWith("d1 create")) this.#databases.push({ name, uuid: D1_ID });
    if (call.startsWith("kv namespace create")) this.#namespaces.push({ title: name, id: KV_ID });
    if (call.startsWith("r2 bucket create")) this.#buckets.push(name);
    return "";
  }

  async show(...args: string[]): Promise<void> {
    await this.ask(...args);
  }
}
