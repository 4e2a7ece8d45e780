// Checks that doors use rooms only, and that rooms use only what stands below them: in the order of the table in ARCHITECTURE.md.

import { globSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

const ROOT = join(import.meta.dirname, "..");
const SRC = join(ROOT, "src");

/** The doors, and the rooms from the highest to the lowest. */
function readTable(): { doors: string[]; rooms: string[] } {
  const kinds: Record<"doors" | "rooms", string[]> = { doors: [], rooms: [] };
  let kind: "doors" | "rooms" = "doors";
  for (const [, named, name] of readFileSync(join(ROOT, "ARCHITECTURE.md"), "utf8").matchAll(
    /^\| (doors|rooms)? ?\| `src\/(\w+)` \|/gm,
  )) {
    if (named === "doors" || named === "rooms") kind = named;
    if (name !== undefined) kinds[kind].push(name);
  }
  return kinds;
}

const { doors, rooms } = readTable();

/** The folder of src that a path lies in; null for the entry and what it puts together. */
const placeOf = (path: string): string | null => /^(\w+)\//.exec(relative(SRC, path))?.[1] ?? null;

/** Why a file in one place may not use one in another; null where it may. */
function faultIn(user: string, used: string): string | null {
  if (doors.includes(used)) return "nobody uses a door";
  if (doors.includes(user) || rooms.indexOf(used) > rooms.indexOf(user)) return null;
  return "it stands above";
}

const faults: string[] = [];
for (const file of globSync("**/*.{ts,tsx}", { cwd: SRC })) {
  const user = placeOf(join(SRC, file));
  if (user === null) continue;
  if (!doors.includes(user) && !rooms.includes(user)) faults.push(`src/${user} is not in the table`);
  for (const [, path = ""] of readFileSync(join(SRC, file), "utf8").matchAll(/\b(?:from|import)[ (]*"(\.[^"]*)"/g)) {
    const used = placeOf(join(SRC, dirname(file), path));
    const fault = used === null || used === user ? null : faultIn(user, used);
    if (fault !== null) faults.push(`src/${file} uses src/${used}: ${fault}`);
  }
}
for (const fault of new Set(faults)) console.error(fault);
process.exitCode = faults.length > 0 ? 1 : 0;
