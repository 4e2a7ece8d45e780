// Tests from outside: the site started as a user starts it, asked over HTTP and in a browser.

import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/process/**/*.test.ts", "test/browser/**/*.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Each file starts a site of its own; two cores serve one at a time best.
    fileParallelism: false,
  },
});
