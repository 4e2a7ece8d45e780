/// <reference types="vite/types/importMeta.d.ts" />

import type { D1Migration } from "cloudflare:test";

declare global {
  namespace Cloudflare {
    interface Env {
      TEST_MIGRATIONS: D1Migration[];
      /** The limiter of writes with the limit that a deployment has. */
      WRITE_LIMIT_AS_DEPLOYED: RateLimit;
      /** "1": the large forms of the tests that have one; "4": four times as large. */
      NIGHTLY: string;
      /** The rule that is broken on purpose; empty: none. */
      MUTATION: string;
    }
  }
}
