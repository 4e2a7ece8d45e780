// The Worker on this machine: every part real, in workerd, with its state in one folder.

import { access, constants, mkdir, readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { unstable_getMiniflareWorkerOptions, unstable_readConfig, unstable_splitSqlQuery } from "wrangler";
import type { Build } from "./build.ts";

export interface LocalSiteOptions {
  root: string;
  build: Build;
  /** The folder that keeps D1, KV, R2 and the counters. */
  stateDir: string;
  adminToken: string;
  /** More variables, such as `PUBLIC_URL`. */
  bindings?: Record<string, string>;
}

/** One Worker in workerd. It starts on a free port of the loopback address, so that nobody meets a database half made. */
export class LocalSite {
  readonly #options: LocalSiteOptions;
  readonly #miniflare: Miniflare;

  private constructor(options: LocalSiteOptions, miniflare: Miniflare) {
    this.#options = options;
    this.#miniflare = miniflare;
  }

  static async open(options: LocalSiteOptions): Promise<LocalSite> {
    await mkdir(options.stateDir, { recursive: true });
    await tieWorkerdToThisProcess();
    const site = new LocalSite(options, new Miniflare(miniflareOptions(options, { host: "127.0.0.1", port: 0 })));
    await site.#miniflare.ready;
    return site;
  }

  /** Applies the migrations that are missing, each whole or not at all, and kept as `wrangler d1 migrations` keeps them. */
  async migrate(): Promise<string[]> {
    const d1 = await this.#miniflare.getD1Database("DB");
    await d1.prepare(MIGRATIONS_TABLE).run();
    const { results } = await d1.prepare("SELECT name FROM d1_migrations").all<{ name: string }>();
    const applied = new Set(results.map(({ name }) => name));
    const folder = join(this.#options.root, "migrations");
    const files = (await readdir(folder)).filter((name) => name.endsWith(".sql") && !applied.has(name)).toSorted();
    for (const name of files) {
      const statements = unstable_splitSqlQuery(await readFile(join(folder, name), "utf8"));
      await d1.batch([
        ...statements.map((sql) => d1.prepare(sql)),
        d1.prepare("INSERT INTO d1_migrations (name) VALUES (?)").bind(name),
      ]);
    }
    return files;
  }

  /** A request that needs no port. */
  fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const send = this.#miniflare.dispatchFetch as unknown as (url: string, init: RequestInit) => Promise<Response>;
    return send.call(this.#miniflare, `http://edgewise.local${path}`, init);
  }

  /** Opens the site at an address. Throws with the code ERR_ADDRESS_IN_USE when the port is taken. */
  async listen(address: { host: string; port: number }): Promise<URL> {
    await this.#miniflare.setOptions(miniflareOptions(this.#options, address));
    return this.#miniflare.ready;
  }

  /** Fires the cron trigger, as Cloudflare would each minute. */
  async fireCron(scheduledTime: Date): Promise<void> {
    const worker = await this.#miniflare.getWorker();
    await worker.scheduled({ cron: "* * * * *", scheduledTime });
  }

  close(): Promise<void> {
    return this.#miniflare.dispose();
  }
}

/** Has Miniflare start workerd through `workerd.sh`; without it, a copy that lost its mode for one, workerd is started as ever. */
async function tieWorkerdToThisProcess(): Promise<void> {
  const script = join(import.meta.dirname, "workerd.sh");
  try {
    await access(script, constants.X_OK);
  } catch {
    return;
  }
  const { default: workerd }: { default: string } = createRequire(import.meta.resolve("miniflare"))("workerd");
  process.env.EDGEWISE_WORKERD ??= workerd;
  process.env.MINIFLARE_WORKERD_PATH ??= script;
}

const MIGRATIONS_TABLE = `CREATE TABLE IF NOT EXISTS d1_migrations (
  id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE, applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL)`;

function miniflareOptions(options: LocalSiteOptions, address: { host: string; port: number }) {
  const { root, build, stateDir, adminToken, bindings = {} } = options;
  const config = unstable_readConfig({ config: join(root, "wrangler.toml") });
  const { modulesRules: _, assets: __, ...worker } = unstable_getMiniflareWorkerOptions(config).workerOptions;
  const variables = { ...Object(worker.bindings), ...bindings, ADMIN_TOKEN: adminToken, BUILD_ID: build.id };
  // Read straight from the folder: as assets they would put Miniflare's router before every request, half as dear as a page.
  const path = join(root, "dist", "type");
  const serviceBindings = { TYPE: { disk: { path, writable: false } } };
  const modules = [{ type: "ESModule" as const, path: "worker.js", contents: build.code }];
  return {
    ...convertV4MiniflareOptions({
      ...address,
      cf: false,
      workers: [{ ...worker, name: "edgewise", bindings: variables, modules, serviceBindings }],
    }),
    resourcePersistencePath: stateDir,
    telemetry: { enabled: false },
  };
}
