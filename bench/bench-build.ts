// Wraps the Worker's bundle in the bench's Worker: the bytes that are measured are those that a deploy would upload.

import { createHash } from "node:crypto";
import { join } from "node:path";
import { build } from "esbuild";
import type { Build } from "../scripts/build.ts";

/** The counting Worker around a bundle; nothing is written to disk. */
export async function wrapBuild(app: Build): Promise<Build> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, "worker.ts")],
    bundle: true,
    write: false,
    format: "esm",
    target: "esnext",
    plugins: [
      {
        name: "edgewise-app",
        setup({ onResolve, onLoad }) {
          onResolve({ filter: /^edgewise:app$/ }, () => ({ path: "app", namespace: "edgewise" }));
          // Whatever the bundle imports still, workerd has.
          onResolve({ filter: /.*/, namespace: "edgewise" }, ({ path }) => ({ path, external: true }));
          onLoad({ filter: /.*/, namespace: "edgewise" }, () => ({ contents: app.code, loader: "js" }));
        },
      },
    ],
  });
  const code = outputFiles[0]?.text ?? "";
  return { code, id: createHash("sha256").update(code).digest("hex").slice(0, 12) };
}
