// The site as a user starts it: `npm start` as a process of its own, on a port and a state folder of its own.

import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../..");

export interface RunningSite {
  origin: string;
  token: string;
  stateDir: string;
  /** All that it has printed. */
  output: () => string;
  /** Sends a signal and waits for the end; null: killed. */
  stop: (signal?: NodeJS.Signals) => Promise<number | null>;
  /** Kills the process and workerd below it, with no time to say goodbye. */
  kill: () => Promise<void>;
}

export const newStateDir = (): Promise<string> => mkdtemp(join(tmpdir(), "edgewise-test-"));

export const removeStateDir = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true });

/** Starts the site and waits until it has said where it is. */
export async function startSite(stateDir: string, environment: Record<string, string> = {}): Promise<RunningSite> {
  const port = await freePort();
  const child = launch({ PORT: String(port), STATE_DIR: stateDir, ...environment });
  const output = collect(child);
  const ended = new Promise<number | null>((done) => child.once("exit", done));
  await waitFor(() => output().includes("Publish an article"), ended, output);
  return {
    origin: `http://127.0.0.1:${port}`,
    token: environment.ADMIN_TOKEN ?? (await readFile(join(stateDir, "admin-token"), "utf8")).trim(),
    stateDir,
    output,
    stop: (signal = "SIGTERM") => {
      child.kill(signal);
      return ended;
    },
    kill: async () => {
      killTree(child.pid ?? 0);
      await ended;
    },
  };
}

/** Starts the site where it is expected to fail; gives its exit code and what it said. */
export async function startAndFail(
  environment: Record<string, string>,
): Promise<{ code: number | null; output: string }> {
  const child = launch(environment);
  const output = collect(child);
  const code = await new Promise<number | null>((done) => child.once("exit", done));
  return { code, output: output() };
}

/** Starts the site and kills it a moment after something has begun. */
export async function killWhile(stateDir: string, hasBegun: () => Promise<boolean>): Promise<void> {
  const child = launch({ PORT: String(await freePort()), STATE_DIR: stateDir });
  const ended = new Promise((done) => child.once("exit", done));
  while (!(await hasBegun())) await pause(20);
  await pause(150);
  killTree(child.pid ?? 0);
  await ended;
}

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

function killTree(pid: number): void {
  for (const each of [...descendants(pid), pid]) process.kill(each, "SIGKILL");
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (address === null || typeof address === "string") throw new Error("no port is free");
  return address.port;
}

function launch(environment: Record<string, string>): ChildProcess {
  const node = join(root, "node_modules", ".bin", "node");
  return spawn(node, ["scripts/start.ts"], { cwd: root, env: { ...process.env, ADMIN_TOKEN: "", ...environment } });
}

function collect(child: ChildProcess): () => string {
  let output = "";
  child.stdout?.on("data", (chunk) => (output += chunk));
  child.stderr?.on("data", (chunk) => (output += chunk));
  return () => output;
}

async function waitFor(isThere: () => boolean, ended: Promise<number | null>, output: () => string): Promise<void> {
  let hasEnded = false;
  ended.then(() => (hasEnded = true));
  while (!isThere()) {
    if (hasEnded) throw new Error(`the site did not start:\n${output()}`);
    await pause(50);
  }
}

/** The processes below one, from what `ps` says. */
function descendants(pid: number): number[] {
  const lines = execFileSync("ps", ["-eo", "pid=,ppid="], { encoding: "utf8" }).trim().split("\n");
  const pairs = lines.map((line) => line.trim().split(/\s+/).map(Number));
  const children = pairs
    .filter(([, parent]) => parent === pid)
    .flatMap(([child]) => (child === undefined ? [] : [child]));
  return children.flatMap((child) => [...descendants(child), child]);
}
