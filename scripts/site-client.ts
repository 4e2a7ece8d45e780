// Asks a site's API for an operator's script, again where a moment later may help.

import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";

export interface SiteClient {
  origin: string;
  /** Answers of 2xx; throws what the site said of any other. */
  ask(path: string, init?: RequestInit): Promise<Response>;
}

const ATTEMPTS = 6;
const PAUSE_MS = 1000;

function siteClient(origin: string, token: string): SiteClient {
  return {
    origin,
    async ask(path, init = {}) {
      const request = { ...init, headers: { ...init.headers, authorization: `Bearer ${token}` } };
      for (let attempt = 1; ; attempt++) {
        const isLast = attempt === ATTEMPTS;
        const answer = await fetch(`${origin}${path}`, request).catch((error: unknown) => {
          if (isLast) throw new Error(`${origin} does not answer`, { cause: error });
          return null;
        });
        if (answer?.ok) return answer;
        const mayHelp = answer === null || answer.status === 429 || answer.status >= 500;
        if (answer !== null && (isLast || !mayHelp)) {
          throw new Error(`${init.method ?? "GET"} ${path} was answered ${answer.status}: ${await answer.text()}`);
        }
        await wait(1000 * Number(answer?.headers.get("retry-after") ?? 0) || PAUSE_MS * 2 ** (attempt - 1));
      }
    },
  };
}

/** The options that a script was called with, and the site that they name. Throws how to call it. */
export function readCall<Name extends string>(usage: string, names: readonly Name[]) {
  const options = Object.fromEntries(names.map((name) => [name, { type: "string" as const }]));
  const values: Record<string, unknown> = parseArgs({ options }).values;
  const option = (name: Name | "site"): string | undefined =>
    typeof values[name] === "string" ? values[name] : undefined;
  const token = process.env.EDGEWISE_TOKEN;
  const site = URL.parse(option("site") ?? "")?.origin;
  if (!token || site === undefined) throw new Error(`${usage}\nEDGEWISE_TOKEN is a token with the scope admin.`);
  return { client: siteClient(site, token), option };
}

/** Runs a script, and says in a line why it failed. */
export async function runScript(main: () => Promise<void>): Promise<void> {
  await main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
