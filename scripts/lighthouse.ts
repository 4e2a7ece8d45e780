// Lighthouse's scores of a running site: home, the first section, its first article. Fails where one is under 100.
// It is fetched by npx when it is asked for: it would be the largest thing to install.
//   npm run lighthouse [-- http://localhost:8787]

import { execFileSync } from "node:child_process";
import { executablePath } from "../test/browser/browser.ts";

const LIGHTHOUSE = "lighthouse@13.5.0";
const FLAGS = ["--quiet", "--output=json", "--no-enable-error-reporting", "--chrome-flags=--headless=new --no-sandbox"];
const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];

const [origin = "http://localhost:8787"] = process.argv.slice(2);
const section = await firstLink("/", /<nav class="menu".*?href="([^"]+)"/s);
const article = await firstLink(section, /<article.*?<h2><a href="([^"]+)"/s);
for (const path of ["/", section, article]) report(path);

async function firstLink(path: string, pattern: RegExp): Promise<string> {
  const [, href] = pattern.exec(await (await fetch(origin + path)).text()) ?? [];
  if (href === undefined) throw new Error(`${path} leads to no page: has the site articles?`);
  return href;
}

function report(path: string): void {
  const args = ["--yes", LIGHTHOUSE, origin + path, `--only-categories=${CATEGORIES}`, ...FLAGS];
  const env = { ...process.env, ...(executablePath && { CHROME_PATH: executablePath }) };
  const said = execFileSync("npx", args, {
    env,
    encoding: "utf8",
    maxBuffer: 1 << 26,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const { categories }: { categories: Record<string, { score: number }> } = JSON.parse(said);
  const scores = CATEGORIES.map((name) => ({ name, score: Math.round((categories[name]?.score ?? 0) * 100) }));
  console.log(`${path}  ${scores.map(({ name, score }) => `${name} ${score}`).join(", ")}`);
  if (scores.some(({ score }) => score < 100)) process.exitCode = 1;
}
