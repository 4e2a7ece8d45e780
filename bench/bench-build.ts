// The bench's Workers, bundled without a file written: one around the deployed bundle, and those that drive src/pages alone.

import { createHash } from "node:crypto";
import { join } from "node:path";
import { build, type Plugin } from "esbuild";
import type { Build } from "../scripts/build.ts";

const ROOT = join(import.meta.dirname, "..");

/** The counting Worker around a bundle: the bytes that are measured are those that a deploy would upload. */
export const wrapBuild = (app: Build): Promise<Build> =>
  bundle("worker.ts", {
    name: "edgewise-app",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^edgewise:app$/ }, () => ({ path: "app", namespace: "edgewise" }));
      // Whatever the bundle imports still, workerd has.
      onResolve({ filter: /.*/, namespace: "edgewise" }, ({ path }) => ({ path, external: true }));
      onLoad({ filter: /.*/, namespace: "edgewise" }, () => ({ contents: app.code, loader: "js" }));
    },
  });

/** What `edgewise:pages` is made of; edgewise-pages.d.ts says as much of its types as the bench needs. */
const PAGES = `
  export * from "./src/pages/serve";
  export * from "./src/pages/ledger";
  export * from "./src/pages/limits";
  export * from "./src/pages/page";
  export * from "./src/pages/tags";
  export { TAIL_LIMIT } from "./src/db/ledger";`;

/** A Worker of the bench's own that uses the room src/pages, but none of the bindings. */
export const pagesBuild = (entry: string): Promise<Build> =>
  bundle(entry, {
    name: "edgewise-pages",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^edgewise:pages$/ }, () => ({ path: "pages", namespace: "edgewise" }));
      onResolve({ filter: /^cloudflare:/ }, ({ path }) => ({ path, external: true }));
      onLoad({ filter: /.*/, namespace: "edgewise" }, () => ({ contents: PAGES, loader: "ts", resolveDir: ROOT }));
    },
  });

async function bundle(entry: string, plugin: Plugin): Promise<Build> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, entry)],
    bundle: true,
    write: false,
    format: "esm",
    target: "esnext",
    conditions: ["workerd"],
    plugins: [plugin],
  });
  const code = outputFiles[0]?.text ?? "";
  return { code, id: createHash("sha256").update(code).digest("hex").slice(0, 12) };
}
