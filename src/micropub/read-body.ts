// Reads a request's body within its limits: the fields of a form, or JSON.

import { type BodyFault, MAX_REQUEST_BYTES, mediaType, parseJson, readText } from "../http/body";
import { MAX_MEDIA_BYTES } from "../media/library";
import { type Read, refuse } from "./errors";

/** A form may bring files: one of the largest that the library takes, or several smaller ones, beside the texts. */
export const MAX_FORM_BYTES = MAX_MEDIA_BYTES + MAX_REQUEST_BYTES;

export type FormField = [name: string, value: string | File];

export type Body = { kind: "form"; fields: FormField[] } | { kind: "json"; json: unknown };

const FORM = "application/x-www-form-urlencoded";
const MULTIPART = "multipart/form-data";

export const isMultipart = (request: Request): boolean => mediaType(request) === MULTIPART;

/** `formBytes`: the limit for a form that may bring files. */
export async function readBody(request: Request, formBytes: number): Promise<Read<Body>> {
  switch (mediaType(request)) {
    case FORM: {
      const text = await readText(request);
      if (!text.ok) return refuseBody(text.fault);
      return { ok: true, value: { kind: "form", fields: [...new URLSearchParams(text.value)] } };
    }
    case "application/json": {
      const text = await readText(request);
      return text.ok ? readJson(text.value) : refuseBody(text.fault);
    }
    case MULTIPART:
      return readMultipart(request, formBytes);
    default:
      return refuse(`Send application/json, ${FORM} or ${MULTIPART}.`, { status: 415 });
  }
}

async function readMultipart(request: Request, limitBytes: number): Promise<Read<Body>> {
  const type = request.headers.get("content-type") ?? "";
  try {
    // Not read into bytes first: a large file would be in memory once more.
    const body = request.body?.pipeThrough(limitedTo(limitBytes)) ?? null;
    const form = await new Response(body, { headers: { "content-type": type } }).formData();
    return { ok: true, value: { kind: "form", fields: [...form] } };
  } catch (error) {
    if (error instanceof TooLarge) return tooLarge(limitBytes);
    // What the platform's parser can't make out.
    if (error instanceof TypeError) return refuse("The body is not the multipart form that its Content-Type says.");
    throw error;
  }
}

class TooLarge extends Error {
  override name = "TooLarge";
}

function limitedTo(limitBytes: number): TransformStream<Uint8Array, Uint8Array> {
  let length = 0;
  return new TransformStream({
    transform(chunk, controller) {
      length += chunk.length;
      if (length > limitBytes) controller.error(new TooLarge());
      else controller.enqueue(chunk);
    },
  });
}

const tooLarge = (limitBytes: number) =>
  refuse(`The limit for such a request is ${limitBytes} bytes.`, { status: 413 });

function readJson(text: string): Read<Body> {
  const parsed = parseJson(text);
  return parsed.ok ? { ok: true, value: { kind: "json", json: parsed.value } } : refuseBody(parsed.fault);
}

function refuseBody(fault: BodyFault): ReturnType<typeof refuse> {
  switch (fault.reason) {
    case "too_large":
      return tooLarge(fault.limitBytes);
    case "broken_utf8":
      return refuse("Send the body as UTF-8.");
    case "broken_json":
      return refuse("The body is not JSON, or is nested too deep.");
  }
}
