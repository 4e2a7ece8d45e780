// What a start keeps in the state folder beside the site's own data: the token, and whether the demo is only half put in.

import { randomBytes } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

export interface Token {
  token: string;
  isNew: boolean;
}

/** The token of `ADMIN_TOKEN`, else the one that the first start made; only its owner can read the file. */
export async function adminToken(stateDir: string, given: string | undefined): Promise<Token> {
  if (given) {
    // What a header can carry as one word (src/access/bearer.ts): any other would be printed, and never be recognised.
    if (!/^[\x21-\x7e]+$/.test(given)) throw new Error("ADMIN_TOKEN must be printable ASCII without spaces.");
    return { token: given, isNew: false };
  }
  await mkdir(stateDir, { recursive: true });
  const file = join(stateDir, "admin-token");
  const kept = (await readIfThere(file))?.trim();
  if (kept) return { token: kept, isNew: false };
  const token = randomBytes(24).toString("base64url");
  await writeFile(file, `${token}\n`, { mode: 0o600 });
  return { token, isNew: true };
}

const demoMark = (stateDir: string) => join(stateDir, "demo-begun");

/** The demo was begun and not finished: the process was killed in between. */
export const isDemoHalfDone = async (stateDir: string): Promise<boolean> =>
  (await readIfThere(demoMark(stateDir))) !== null;

export const markDemoBegun = (stateDir: string): Promise<void> => writeFile(demoMark(stateDir), "");
export const markDemoDone = (stateDir: string): Promise<void> => rm(demoMark(stateDir), { force: true });

async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}
