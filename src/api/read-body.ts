// Reads a call's body, and checks it against a schema. What is wrong becomes a problem.

import type { z } from "zod";
import * as body from "../http/body";
import { inputErrors } from "./input-errors";
import { problem } from "./problem";

export type Read<T> = { ok: true; value: T } | { ok: false; response: Response };

const refuse = (response: Response): { ok: false; response: Response } => ({ ok: false, response });

/** A JSON body that fits a schema. `types`: the media types that are taken besides `application/json`. */
export async function readJson<T>(
  request: Request,
  schema: z.ZodType<T>,
  types: readonly string[] = [],
): Promise<Read<T>> {
  const taken = ["application/json", ...types];
  if (!taken.includes(body.mediaType(request))) {
    return refuse(
      problem("unsupported-media-type", {
        detail: `Say in Content-Type which of these it is: ${taken.join(", ")}.`,
        headers: { accept: taken.join(", ") },
      }),
    );
  }
  const text = await readText(request);
  if (!text.ok) return text;
  const json = orProblem(body.parseJson(text.value));
  return json.ok ? check(json.value, schema) : json;
}

/** Likewise, of a call that may be made without a body: none is as good as `{}`. */
export async function readOptionalJson<T>(request: Request, schema: z.ZodType<T>): Promise<Read<T>> {
  const text = await readText(request);
  if (!text.ok) return text;
  if (text.value === "") return check({}, schema);
  return readJson(new Request(request.url, { method: "POST", headers: request.headers, body: text.value }), schema);
}

/** A value that fits a schema, or a problem that names each field that doesn't. */
export function check<T>(value: unknown, schema: z.ZodType<T>): Read<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return { ok: true, value: parsed.data };
  return refuse(problem("invalid-fields", { errors: inputErrors(parsed.error) }));
}

/** The body as UTF-8 text. */
export const readText = async (request: Request): Promise<Read<string>> => orProblem(await body.readText(request));

/** The body as bytes, at most so many. */
export const readBytes = async (request: Request, limitBytes: number): Promise<Read<Uint8Array<ArrayBuffer>>> =>
  orProblem(await body.readBytes(request, limitBytes));

const orProblem = <T>(read: body.ReadBody<T>): Read<T> => (read.ok ? read : refuse(problemOf(read.fault)));

function problemOf(fault: body.BodyFault): Response {
  switch (fault.reason) {
    case "too_large":
      return problem("too-large", { detail: `The limit for a request is ${fault.limitBytes} bytes.` });
    case "broken_utf8":
      return problem("broken-utf-8", { detail: "Send the body as UTF-8." });
    case "broken_json":
      return problem("broken-json", { detail: fault.detail });
  }
}
