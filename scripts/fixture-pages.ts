// The visitor's pages made from the tests' views: of real, empty, long and broken content, in each language.

import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

/** Names and HTML, such as `["zh-article", "<!doctype html>…"]`. */
export async function fixturePages(): Promise<[string, string][]> {
  const root = join(import.meta.dirname, "..");
  const folder = await mkdtemp(join(root, "node_modules/.edgewise-"));
  try {
    const outfile = join(folder, "every-page.mjs");
    await build({
      entryPoints: [join(root, "test/site/pages/every-page.tsx")],
      outfile,
      bundle: true,
      format: "esm",
      platform: "node",
      jsx: "automatic",
      jsxImportSource: "hono/jsx",
    });
    const { everyPage }: { everyPage: [string, string][] } = await import(pathToFileURL(outfile).href);
    return everyPage;
  } finally {
    await rm(folder, { recursive: true });
  }
}
