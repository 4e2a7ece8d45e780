// A request's body within its limits: as bytes, text or JSON. What is wrong with one, each door says in its own form.

/** A request, whatever it holds. */
export const MAX_REQUEST_BYTES = 1024 * 1024;
/** Deeper JSON is no use to anybody, and parsers of other programs fail on it. */
const MAX_JSON_DEPTH = 32;

export type BodyFault =
  | { reason: "too_large"; limitBytes: number }
  | { reason: "broken_utf8" }
  | { reason: "broken_json"; detail: string };

export type ReadBody<T> = { ok: true; value: T } | { ok: false; fault: BodyFault };

const fault = (found: BodyFault): { ok: false; fault: BodyFault } => ({ ok: false, fault: found });

/** The media type without its parameters, in lower case; "" without one. */
export const mediaType = (request: Request): string =>
  (request.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";

/** The body as UTF-8 text of at most `MAX_REQUEST_BYTES`. */
export async function readText(request: Request): Promise<ReadBody<string>> {
  const bytes = await readBytes(request, MAX_REQUEST_BYTES);
  if (!bytes.ok) return bytes;
  try {
    return { ok: true, value: new TextDecoder("utf-8", { fatal: true }).decode(bytes.value) };
  } catch (error) {
    if (error instanceof TypeError) return fault({ reason: "broken_utf8" });
    throw error;
  }
}

/** The body as bytes; reading stops where the limit is passed. */
export async function readBytes(request: Request, limitBytes: number): Promise<ReadBody<Uint8Array<ArrayBuffer>>> {
  const tooLarge = () => fault({ reason: "too_large", limitBytes });
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
export function parseJson(text: string): ReadBody<unknown> {
  if (depthOf(text) > MAX_JSON_DEPTH) {
    return fault({ reason: "broken_json", detail: `JSON may be nested ${MAX_JSON_DEPTH} deep.` });
  }
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    if (error instanceof SyntaxError) return fault({ reason: "broken_json", detail: error.message });
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
