// Checks a call's query against a schema.

import type { z } from "zod";
import type { ApiContext } from "./context";
import { parameterErrors } from "./input-errors";
import { problem } from "./problem";
import type { Read } from "./read-body";

/** The query's parameters, or a problem that names each one that is wrong. */
export function readQuery<T>(c: ApiContext, schema: z.ZodType<T>): Read<T> {
  const parsed = schema.safeParse(c.req.query());
  if (parsed.success) return { ok: true, value: parsed.data };
  return { ok: false, response: problem("invalid-fields", { errors: parameterErrors(parsed.error) }) };
}
