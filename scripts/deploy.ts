// npm run deploy: makes the database, the namespace and the bucket that are missing, migrates, deploys, and says what is
// left to do by hand. `npm run deploy -- --dry-run` prints the steps and runs none.

import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { readDeployConfig } from "./deploy-config.ts";
import { type Account, deploySite, planDeploy } from "./deploy-steps.ts";

const root = resolve(import.meta.dirname, "..");
const wrangler = join(dirname(createRequire(import.meta.url).resolve("wrangler/package.json")), "bin", "wrangler.js");

async function main(args: string[]): Promise<void> {
  const unknown = args.find((arg) => arg !== "--dry-run");
  if (unknown !== undefined) throw new Error(`Unknown option ${unknown}. There is one: --dry-run.`);
  if (args.includes("--dry-run")) {
    const plan = planDeploy(readDeployConfig(await readFile(join(root, "wrangler.toml"), "utf8")));
    console.log(["A deploy would run these steps; none was run.", ...plan.map((step) => `  ${step}`)].join("\n"));
    return;
  }
  const accountId = process.env.CLOUDFLARE_ACCOUNT_ID;
  const left = await deploySite({ root, account: cloudflare, accountId, say: (line) => console.log(line) });
  console.log(["\nDeployed.", ...left].join("\n\n"));
}

const cloudflare: Account = {
  ask: (...args) => run(args, "pipe"),
  show: async (...args) => {
    await run(args, "inherit");
  },
};

/** Questions are answered with wrangler's defaults: every step is one that the operator asked for. */
function run(args: string[], output: "pipe" | "inherit"): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const env = { ...process.env, CI: "true", FORCE_COLOR: output === "pipe" ? "0" : undefined };
  const child = spawn(process.execPath, [wrangler, ...args], { cwd: root, env, stdio: ["ignore", output, output] });
  let stdout = "";
  let stderr = "";
  child.stdout?.on("data", (chunk) => (stdout += chunk));
  child.stderr?.on("data", (chunk) => (stderr += chunk));
  child.on("error", reject);
  child.on("close", (code) => {
    if (code === 0) resolve(stdout);
    else reject(new Error(`\`wrangler ${args.join(" ")}\` failed.\n${stdout}${stderr}`.trimEnd()));
  });
  return promise;
}

await main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
