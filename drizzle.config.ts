import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "sqlite",
  schema: [
    "./src/db/schema.ts",
    "./src/db/reads-schema.ts",
    "./src/db/search-schema.ts",
    "./src/db/idempotency-schema.ts",
    "./src/db/media-schema.ts",
    "./src/db/imports-schema.ts",
    "./src/db/people-schema.ts",
    "./src/db/indieauth-schema.ts",
  ],
  out: "./migrations",
  casing: "snake_case",
});
