// What zod says of a schema, made leaner for readers and generators of clients.

import type { CreateDocumentOptions } from "zod-openapi";

/** Takes out what says nothing, and writes "or null" in its short form. */
export const lean: NonNullable<CreateDocumentOptions["override"]> = ({ jsonSchema, zodSchema, io }) => {
  // Answers may get more fields one day; who reads them passes over what it doesn't know.
  if (io === "output" && jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  const [inner, other, ...more] = jsonSchema.anyOf ?? [];
  if (zodSchema._zod.def.type !== "nullable" || inner === undefined || other === undefined || more.length > 0) return;
  if (typeof inner.type !== "string" || /^(?:array|object)$/.test(inner.type) || inner.const !== undefined) return;
  delete jsonSchema.anyOf;
  Object.assign(jsonSchema, inner, { type: [inner.type, "null"] });
  if (inner.enum !== undefined) jsonSchema.enum = [...inner.enum, null];
};
