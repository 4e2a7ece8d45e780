// Builds the Worker as a deploy would: wrangler's own dry run, into dist/.

import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

export interface Build {
  /** The bundle, one ES module. */
  code: string;
  /** Names the bundle: pages rendered by another one are rendered again. */
  id: string;
}

/** Bundles the Worker. Throws with wrangler's own words when it does not compile. */
export async function build(root: string): Promise<Build> {
  const wrangler = join(dirname(createRequire(import.meta.url).resolve("wrangler/package.json")), "bin", "wrangler.js");
  await run(process.execPath, [wrangler, "deploy", "--dry-run", "--outdir", "dist"], root);
  const code = await readFile(join(root, "dist", "worker.js"), "utf8");
  return { code, id: createHash("sha256").update(code).digest("hex").slice(0, 12) };
}

function run(command: string, args: string[], cwd: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const env = { ...process.env, WRANGLER_SEND_METRICS: "false", WRANGLER_LOG: "warn", CI: "true" };
  const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  child.stdout.on("data", (chunk) => (output += chunk));
  child.stderr.on("data", (chunk) => (output += chunk));
  child.on("error", reject);
  child.on("exit", (code) => (code === 0 ? resolve() : reject(new Error(`the build failed:\n${output}`))));
  return promise;
}
