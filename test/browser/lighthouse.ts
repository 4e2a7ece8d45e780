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

export type Category = "performance" | "accessibility" | "best-practices" | "seo";

/** Scores from 0 to 100, of a phone on a slow network; and which checks of the three that time doesn't sway fell short. */
export interface Judgement {
  scores: Record<Category, number>;
  faults: string[];
  /** The sum of layout shifts. */
  shift: number;
}

interface Audit {
  score: number | null;
  numericValue?: number;
}

interface Report {
  categories: Record<Category, { score: number; auditRefs: { id: string; weight: number }[] }>;
  audits: Record<string, Audit>;
}

/** Loads a page as Lighthouse does, which takes some 15 s. */
export async function judge(url: string): Promise<Judgement> {
  const env = { ...process.env, ...(executablePath && { CHROME_PATH: executablePath }) };
  const options = { env, encoding: "utf8", maxBuffer: 1 << 26 } as const;
  const { stdout } = await promisify(execFile)("npx", ["--yes", LIGHTHOUSE, url, ...FLAGS], options);
  const { categories, audits }: Report = JSON.parse(stdout);
  const scoreOf = (name: Category) => Math.round(categories[name].score * 100);
  const faultsIn = (name: Category) =>
    categories[name].auditRefs
      .filter(({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 1)
      .map(({ id }) => id);
  return {
    scores: {
      performance: scoreOf("performance"),
      accessibility: scoreOf("accessibility"),
      "best-practices": scoreOf("best-practices"),
      seo: scoreOf("seo"),
    },
    faults: (["accessibility", "best-practices", "seo"] as const).flatMap(faultsIn),
    shift: audits["cumulative-layout-shift"]?.numericValue ?? Number.NaN,
  };
}
