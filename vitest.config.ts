// Every test runs inside workerd, on real D1, KV, R2 and Durable Objects, with the migrations applied.

import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [
    cloudflareTest(async () => ({
      wrangler: { configPath: "./wrangler.toml" },
      miniflare: {
        cf: false,
        bindings: {
          ADMIN_TOKEN: "test-admin-token",
          BUILD_ID: "test-build",
          TEST_MIGRATIONS: await readD1Migrations("./migrations"),
        },
      },
    })),
  ],
  test: {
    include: ["test/**/*.test.{ts,tsx}"],
    exclude: ["test/browser/**", "test/process/**"],
    setupFiles: ["test/setup.ts"],
  },
});
