// npm start: builds, applies the migrations, puts in the demo if the site is empty, and serves until it is told to stop.
//
// PORT (8787), HOST (127.0.0.1), STATE_DIR (.edgewise), DEMO=0 for an empty site, ADMIN_TOKEN (made on the first start),
// IMPORT_HOSTS (hosts of older sites whose files an import may fetch).

import { join, resolve } from "node:path";
import { build } from "./build.ts";
import { isEmpty, putDemo } from "./demo.ts";
import { LocalSite } from "./local-site.ts";
import { adminToken, isDemoHalfDone, markDemoBegun, markDemoDone, type Token } from "./state.ts";

const root = resolve(import.meta.dirname, "..");
const {
  PORT = "8787",
  HOST = "127.0.0.1",
  STATE_DIR = ".edgewise",
  DEMO,
  ADMIN_TOKEN,
  PUBLIC_URL,
  IMPORT_HOSTS,
} = process.env;

async function main(): Promise<void> {
  const port = readPort(PORT);
  const stateDir = resolve(root, STATE_DIR);
  const token = await adminToken(stateDir, ADMIN_TOKEN);
  // A machine of one's own has no limit of calls.
  const bindings: Record<string, string> = {
    IMPORT_CALLS: "10000",
    ...(PUBLIC_URL && { PUBLIC_URL }),
    ...(IMPORT_HOSTS && { IMPORT_HOSTS }),
  };
  const site = await LocalSite.open({ root, build: await build(root), stateDir, adminToken: token.token, bindings });
  const stop = stopper(site);
  stopOnSignals(stop);
  stopWithNpm(stop);
  await site.migrate();
  if (DEMO !== "0") await putDemoIfEmpty(site, stateDir, token.token);
  // What came due while the site was off, and the hot lists of a new demo, before anyone opens a page.
  await fireCron(site);
  await listen(site, port);
  const stopCron = fireCronEachMinute(site);
  process.once("exit", stopCron);
  greet(`http://${HOST === "0.0.0.0" ? "localhost" : HOST}:${port}`.replace("127.0.0.1", "localhost"), token);
}

function readPort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65536) return port;
  throw new Error(`PORT must be a number from 1 to 65535, not "${text}".`);
}

async function putDemoIfEmpty(site: LocalSite, stateDir: string, token: string): Promise<void> {
  const door = { site, token };
  if (!(await isDemoHalfDone(stateDir)) && !(await isEmpty(door))) return;
  await markDemoBegun(stateDir);
  const count = await putDemo(door, join(root, "demo"));
  await markDemoDone(stateDir);
  console.log(`Put in ${count} demo articles. (DEMO=0 starts with an empty site.)`);
}

async function listen(site: LocalSite, port: number): Promise<void> {
  try {
    await site.listen({ host: HOST, port });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ERR_ADDRESS_IN_USE")) throw error;
    await site.close();
    throw new Error(`Port ${port} is taken. Choose another: PORT=${port + 1} npm start`);
  }
}

/** A run that fails is seen in GET /api/jobs; a trigger that fails must not stop the site. */
const fireCron = (site: LocalSite): Promise<void> =>
  site.fireCron(new Date()).catch((error: unknown) => console.error("cron:", error));

/** Cloudflare fires the trigger at each full minute; so does this. */
function fireCronEachMinute(site: LocalSite): () => void {
  const fire = () => {
    timer = setTimeout(fire, msToNextMinute());
    void fireCron(site);
  };
  let timer = setTimeout(fire, msToNextMinute());
  return () => clearTimeout(timer);
}

const msToNextMinute = (): number => 60_000 - (Date.now() % 60_000);

/** Stops once, however often it is called. */
function stopper(site: LocalSite): () => void {
  let isStopping = false;
  return () => {
    if (isStopping) return;
    isStopping = true;
    site.close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
}

function stopOnSignals(stop: () => void): void {
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    // Miniflare's own handlers end the process before workerd has put everything down.
    process.removeAllListeners(signal);
    process.on(signal, stop);
  }
}

/** An npm that is killed tells nobody: the process goes to another parent, and would hold the port for ever. */
function stopWithNpm(stop: () => void): void {
  const npm = process.ppid;
  if (process.env.npm_lifecycle_event === "start") setInterval(() => process.ppid !== npm && stop(), 500).unref();
}

function greet(origin: string, { token, isNew }: Token): void {
  const article = JSON.stringify({ title: "Hello, Edgewise", section: "news", body: "My **first** article." });
  console.log(`
Edgewise is at        ${origin}
Editors write at      ${origin}/admin
${isNew ? "A new token was made" : "The token is"}  ${token}

Publish an article:

  curl ${origin}/api/articles \\
    -H 'Authorization: Bearer ${token.replaceAll("'", "'\\''")}' \\
    -H 'Content-Type: application/json' \\
    -d '${article}'
`);
}

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
