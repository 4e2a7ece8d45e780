// Every test runs inside workerd, on real D1, KV, R2 and Durable Objects, with the migrations applied.

import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";
import { breakRule } from "./test/model/mutations/plugin.ts";

export default defineConfig({
  plugins: [
    ...(process.env.MUTATION ? [breakRule(process.env.MUTATION)] : []),
    cloudflareTest(async () => ({
      wrangler: { configPath: "./wrangler.toml" },
      miniflare: {
        cf: false,
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
  test: {
    // A broken rule must not stay in the cache of transformed modules, which does not know of it.
    ...(process.env.MUTATION && { fsModuleCache: false }),
    include: ["test/**/*.test.{ts,tsx}"],
    exclude: ["test/browser/**", "test/process/**"],
    setupFiles: ["test/setup.ts"],
    // A busy machine is slow, not wrong.
    testTimeout: 30_000,
    // What a model says of a history is said whole.
    chaiConfig: { truncateThreshold: 0 },
  },
});
