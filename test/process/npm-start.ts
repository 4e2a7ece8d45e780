// `npm start` as a terminal runs it: in a process group of its own, so that all it started can be counted, signalled and killed.

import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../..");

/** Not a bot's: only readers are counted. */
export const READER =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0 Safari/537.36";

interface Process {
  pid: number;
  command: string;
}

export interface Site {
  port: number;
  origin: string;
  token: string;
  /** From the start of npm to the first answer. */
  startedInMs: number;
  output: () => string;
  processes: () => Process[];
  /** The whole group gets the signal, as from a terminal; or npm alone, as from a supervisor. Gives npm's exit code. */
  signal: (signal: NodeJS.Signals, to?: "group" | "npm") => Promise<number | null>;
  /** Everything at once, with no time to say goodbye. */
  kill: () => Promise<void>;
}

interface Start {
  stateDir: string;
  env?: Record<string, string>;
  port?: number;
}

/** Starts the site and waits until it has printed how to publish and answers. */
export async function npmStart({ stateDir, env = {}, port }: Start): Promise<Site> {
  const chosen = port ?? (await portFrom18800());
  const began = performance.now();
  const { child, output, ended } = launch({ PORT: String(chosen), STATE_DIR: stateDir, ...env });
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on("data", () => /-d '.*'\n/.test(output()) && resolve());
    ended.then((code) => reject(new Error(`npm start ended with ${code}:\n${output()}`)));
  });
  const origin = `http://localhost:${chosen}`;
  await fetch(origin);
  const group = child.pid ?? 0;
  return {
    port: chosen,
    origin,
    token: env.ADMIN_TOKEN ?? (await readFile(join(stateDir, "admin-token"), "utf8")).trim(),
    startedInMs: Math.round(performance.now() - began),
    output,
    processes: () => processesOf(group),
    signal: (signal, to = "npm") => {
      process.kill(to === "group" ? -group : group, signal);
      return ended;
    },
    kill: async () => {
      killGroup(group);
      await ended;
    },
  };
}

/** Starts where it is expected to fail. */
export async function npmStartFails(env: Record<string, string>): Promise<{ code: number | null; said: string[] }> {
  const { child, ended } = launch(env);
  let errors = "";
  child.stderr?.on("data", (chunk) => (errors += chunk));
  const code = await ended;
  return { code, said: errors.split("\n").filter((line) => line !== "" && !line.startsWith("npm ")) };
}

/** Starts, and kills everything as soon as `isTime` says so. */
export async function npmStartKilledWhen({ stateDir }: Start, isTime: () => Promise<boolean>): Promise<void> {
  const { child, ended } = launch({ PORT: String(await portFrom18800()), STATE_DIR: stateDir });
  let hasEnded = false;
  ended.then(() => (hasEnded = true));
  while (!hasEnded && !(await isTime())) await new Promise((done) => setTimeout(done, 10));
  killGroup(child.pid ?? 0);
  await ended;
}

/** From a place by chance on, so that two who look at once do not take the same one. */
export async function portFrom18800(): Promise<number> {
  const first = Math.floor(Math.random() * 200);
  for (let n = 0; n < 200; n++) {
    const port = 18_800 + ((first + n) % 200);
    if (await isFree(port)) return port;
  }
  throw new Error("no port from 18800 to 18999 is free");
}

export function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}

/** Asks the editors' API; the answer has to be JSON. */
export async function ask(site: Pick<Site, "origin" | "token">, method: string, path: string, body?: unknown) {
  const headers = { authorization: `Bearer ${site.token}`, "content-type": "application/json" };
  const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
  const response = await fetch(`${site.origin}/api${path}`, init);
  return { status: response.status, body: await response.json() };
}

const groups = new Set<number>();
process.once("exit", () => groups.forEach(killGroup));

function launch(env: Record<string, string>) {
  const own = { ...process.env };
  for (const name of ["ADMIN_TOKEN", "DEMO", "HOST", "PORT", "PUBLIC_URL", "STATE_DIR"]) delete own[name];
  const child: ChildProcess = spawn("npm", ["start"], { cwd: root, detached: true, env: { ...own, ...env } });
  const group = child.pid ?? 0;
  groups.add(group);
  const ended = new Promise<number | null>((done) => {
    child.once("exit", (code) => {
      if (processesOf(group).length === 0) groups.delete(group);
      done(code);
    });
  });
  let printed = "";
  child.stdout?.on("data", (chunk) => (printed += chunk));
  child.stderr?.on("data", (chunk) => (printed += chunk));
  return { child, ended, output: () => printed };
}

function killGroup(group: number): void {
  try {
    process.kill(-group, "SIGKILL");
  } catch (error) {
    // ESRCH: none is left.
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}

function processesOf(group: number): Process[] {
  const lines = execFileSync("ps", ["-A", "-o", "pgid=,pid=,stat=,args="], { encoding: "utf8" }).split("\n");
  return lines.flatMap((line) => {
    const [, pgid, pid, state = "", command = ""] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    return Number(pgid) === group && !state.startsWith("Z") ? [{ pid: Number(pid), command }] : [];
  });
}
