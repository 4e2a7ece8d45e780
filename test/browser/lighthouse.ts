// Lighthouse's judgement of a page, by npx when it is asked for: it would be the largest thing to install.

import { execFile, execFileSync } from "node:child_process";
import { promisify } from "node:util";
import { executablePath } from "./browser.ts";

const LIGHTHOUSE = "lighthouse@13.5.0";
const FLAGS = ["--quiet", "--output=json", "--no-enable-error-reporting", "--chrome-flags=--headless=new --no-sandbox"];

/** Whether npx has it, or can fetch it; says loudly where not. */
export function hasLighthouse(): boolean {
  if (executablePath === null) return false;
  try {
    execFileSync("npx", ["--yes", LIGHTHOUSE, "--version"], { stdio: "ignore", timeout: 120_000 });
    return true;
  } catch (error) {
    console.warn(`\n*** LIGHTHOUSE IS SKIPPED: npx can't fetch ${LIGHTHOUSE} (${String(error)}). ***\n`);
    return false;
  }
}

/** What doesn't depend on the machine. */
export const STEADY = ["accessibility", "best-practices", "seo"] as const;
export type Category = "performance" | (typeof STEADY)[number];

/** A score from 0 to 100, of a phone on a slow network, and the checks that fell short. */
export interface Judgement {
  score: number;
  faults: string[];
}

interface Report {
  categories: Partial<Record<Category, { score: number; auditRefs: { id: string; weight: number }[] }>>;
  audits: Record<string, { score: number | null }>;
}

/** Loads a page as Lighthouse does, which takes some 10 s. */
export async function judge(url: string, categories: readonly Category[]): Promise<Map<Category, Judgement>> {
  const env = { ...process.env, ...(executablePath && { CHROME_PATH: executablePath }) };
  const options = { env, encoding: "utf8", maxBuffer: 1 << 26 } as const;
  const call = ["--yes", LIGHTHOUSE, url, `--only-categories=${categories}`, ...FLAGS];
  const { stdout } = await promisify(execFile)("npx", call, options);
  const report: Report = JSON.parse(stdout);
  const judged = categories.map((name): [Category, Judgement] => {
    const { score, auditRefs } = report.categories[name] ?? { score: 0, auditRefs: [] };
    const faults = auditRefs.filter(({ id, weight }) => weight > 0 && (report.audits[id]?.score ?? 1) < 1);
    return [name, { score: Math.round(score * 100), faults: faults.map(({ id }) => id) }];
  });
  return new Map(judged);
}
