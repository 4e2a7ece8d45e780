// Reads a request's body within its limits, as bytes, text or JSON, and checks it against a schema.

import type { z } from "zod";
import { inputErrors } from "./input-errors";
import { problem } from "./problem";

/** A request, whatever it holds. */
export const MAX_REQUEST_BYTES = 1024 * 1024;
/** Deeper JSON is no use to anybody, and parsers of other programs fail on it. */
const MAX_JSON_DEPTH = 32;

export type Read<T> = { ok: true; value: T } | { ok: false; response: Response };

const refuse = (response: Response): { ok: false; response: Response } => ({ ok: false, response });

/** A JSON body that fits a schema. `types`: the media types that are taken besides `application/json`. */
export async function readJson<T>(
  request: Request,
  schema: z.ZodType<T>,
  types: readonly string[] = [],
): Promise<Read<T>> {
  const taken = ["application/json", ...types];
  if (!taken.includes(mediaType(request))) {
    return refuse(
      problem("unsupported-media-type", {
        detail: `Say in Content-Type which of these it is: ${taken.join(", ")}.`,
        headers: { accept: taken.join(", ") },
      }),
    );
  }
  const text = await readText(request);
  if (!text.ok) return text;
  const json = parseJson(text.value);
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

/** The media type without its parameters, in lower case; "" without one. */
export const mediaType = (request: Request): string =>
  (request.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";

/** The body as UTF-8 text. */
export async function readText(request: Request): Promise<Read<string>> {
  const bytes = await readBytes(request, MAX_REQUEST_BYTES);
  if (!bytes.ok) return bytes;
  try {
    return { ok: true, value: new TextDecoder("utf-8", { fatal: true }).decode(bytes.value) };
  } catch (error) {
    if (error instanceof TypeError) return refuse(problem("broken-utf-8", { detail: "Send the body as UTF-8." }));
    throw error;
  }
}

/** The body as bytes; reading stops where the limit is passed. */
export async function readBytes(request: Request, limitBytes: number): Promise<Read<Uint8Array<ArrayBuffer>>> {
  const tooLarge = () => refuse(problem("too-large", { detail: `The limit for a request is ${limitBytes} bytes.` }));
  if (Number(request.headers.get("content-length") ?? 0) > limitBytes) return tooLarge();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body ?? []) {
    length += chunk.length;
    if (length > limitBytes) return tooLarge();
    chunks.push(chunk);
  }
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return { ok: true, value: bytes };
}

/** JSON of a depth that every parser takes. */
export function parseJson(text: string): Read<unknown> {
  if (depthOf(text) > MAX_JSON_DEPTH) {
    return refuse(problem("broken-json", { detail: `JSON may be nested ${MAX_JSON_DEPTH} deep.` }));
  }
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    if (error instanceof SyntaxError) return refuse(problem("broken-json", { detail: error.message }));
    throw error;
  }
}

/** How deep a text's brackets are nested, strings left out: known before anything recurses into it, in linear time. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let isInString = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (isInString && character === "\\") at++;
    else if (character === '"') isInString = !isInString;
    else if (isInString) continue;
    else if (character === "[" || character === "{") deepest = Math.max(deepest, ++depth);
    else if (character === "]" || character === "}") depth--;
  }
  return deepest;
}
