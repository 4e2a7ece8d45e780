// npm run deploy: makes what is missing (D1, KV, R2), applies the migrations, deploys, and says what is left. Safe to repeat.

import { spawn } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { idOf, parseList, withIds } from "./resources.ts";

const root = resolve(import.meta.dirname, "..");
const config = join(root, "wrangler.toml");
const isDryRun = process.argv.includes("--dry-run");

const DATABASE = "edgewise";
const NAMESPACE = "edgewise-pages";
const BUCKET = "edgewise-media";

const wrangler = join(dirname(createRequire(import.meta.url).resolve("wrangler/package.json")), "bin", "wrangler.js");

/** Runs wrangler and gives what it printed; throws with it when it fails. */
async function run(args: string[]): Promise<string> {
  const { promise, resolve: done, reject } = Promise.withResolvers<string>();
  const child = spawn(process.execPath, [wrangler, ...args], { cwd: root, stdio: ["inherit", "pipe", "pipe"] });
  let output = "";
  child.stdout.on("data", (chunk) => (output += chunk));
  child.stderr.on("data", (chunk) => (output += chunk));
  child.on("error", reject);
  child.on("exit", (code) => (code === 0 ? done(output) : reject(new Error(`wrangler ${args.join(" ")}:\n${output}`))));
  return promise;
}

/** A step that changes the account: only named in a dry run. */
async function change(what: string, args: string[]): Promise<void> {
  console.log(`${isDryRun ? "would " : ""}${what}:  wrangler ${args.join(" ")}`);
  if (!isDryRun) await run(args);
}

async function ensureDatabase(): Promise<string | null> {
  const find = async () =>
    idOf(parseList(await run(["d1", "list", "--json"])), { key: "name", value: DATABASE, id: "uuid" });
  const known = await find();
  if (known !== null) return known;
  await change("make the database", ["d1", "create", DATABASE]);
  return isDryRun ? null : find();
}

async function ensureNamespace(): Promise<string | null> {
  const find = async () =>
    idOf(parseList(await run(["kv", "namespace", "list"])), { key: "title", value: NAMESPACE, id: "id" });
  const known = await find();
  if (known !== null) return known;
  await change("make the KV namespace", ["kv", "namespace", "create", NAMESPACE]);
  return isDryRun ? null : find();
}

async function ensureBucket(): Promise<void> {
  const buckets = await run(["r2", "bucket", "list"]);
  if (!new RegExp(`name:\\s+${BUCKET}\\b`).test(buckets))
    await change("make the R2 bucket", ["r2", "bucket", "create", BUCKET]);
}

async function deploy(): Promise<void> {
  if (isDryRun) {
    console.log("A dry run: nothing is changed. Signed in, it asks the account what is there already.");
  }
  const account = await run(["whoami"]);
  if (/not authenticated/i.test(account)) throw new Error("Not signed in to Cloudflare. First:  npx wrangler login");
  const database = await ensureDatabase();
  const namespace = await ensureNamespace();
  await ensureBucket();
  if (database !== null && namespace !== null) {
    const toml = await readFile(config, "utf8");
    const named = withIds(toml, { database, namespace });
    if (named !== toml && !isDryRun) await writeFile(config, named);
  }
  await change("apply the migrations", ["d1", "migrations", "apply", DATABASE, "--remote"]);
  await change("deploy", ["deploy"]);
  console.log(`
Left to do by hand:
  1. npx wrangler secret put ADMIN_TOKEN     the token that opens the API and the editor
  2. PUBLIC_URL in wrangler.toml             your site's origin; then npm run deploy again
  3. a domain or route for the Worker        in the dashboard, or [[routes]] in wrangler.toml
Keep wrangler.toml: it names your database and your KV namespace.`);
}

await deploy().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
