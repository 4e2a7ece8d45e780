// How a call describes itself: what it is for, what it takes and what it answers. From this, and from its scope and address in
// the table of calls, the OpenAPI document is made, its pages, and the tests that hold both to the truth.

import type { z } from "zod";
import type { ProblemName } from "../problem";
import type { HeaderName } from "./headers";
import type { Tag } from "./tags";

export interface Description {
  /** What generated clients call it. */
  operationId: string;
  tag: Tag;
  /** A few words, without a full stop. */
  summary: string;
  /** CommonMark. */
  description: string;
  /** The schema that the query is checked against. Without one, any parameter is refused. */
  query?: z.ZodObject;
  /** Whether a change takes `If-Match`. */
  ifMatch?: true;
  body?: Body;
  /** What success answers, by status; and failures that are no problem of RFC 9457. */
  answers: Readonly<Record<number, Answer>>;
  /** Problems that it has besides those which follow from its scope, its address, its query and its body (problems.ts). */
  problems?: readonly ProblemName[];
}

/** A body by its media types. Examples are sent by tests, and must be taken. */
export interface Body {
  required: boolean;
  /** It is kept as the bytes that it is, and not read as JSON or as text while the call is answered. */
  isRaw?: true;
  content: Readonly<Record<string, { schema?: z.ZodType; examples?: Readonly<Record<string, unknown>> }>>;
}

export interface Answer {
  description: string;
  headers?: readonly HeaderName[];
  content: Readonly<Record<string, { schema: z.ZodType; example: unknown }>>;
}

/** An answer's content in JSON. */
export const json = (schema: z.ZodType, example: unknown): Answer["content"] => ({
  "application/json": { schema, example },
});

/** A body in JSON, with an example or more by their names. */
export const jsonBody = (schema: z.ZodType, examples: Readonly<Record<string, unknown>>): Body => ({
  required: true,
  content: { "application/json": { schema, examples } },
});
