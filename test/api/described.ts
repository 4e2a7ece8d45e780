// The API's description as tests hold answers to it: each must be one that its call is described to give.

import { exports } from "cloudflare:workers";
import { dereference, type Schema, validate } from "@cfworker/json-schema";
import type { Json, Schemas } from "./json-schema";

export const ORIGIN = "http://site.test";

interface Media {
  schema?: Json;
  example?: unknown;
  examples?: Record<string, { value?: unknown }>;
}

export interface DescribedAnswer {
  headers?: Record<string, unknown>;
  content?: Record<string, Media>;
}

export interface Operation {
  operationId: string;
  parameters?: { name?: string; in?: string; schema?: Json; $ref?: string }[];
  requestBody?: { required: boolean; content: Record<string, Media> };
  responses: Record<string, DescribedAnswer>;
  security?: unknown[];
  "x-scope"?: string;
}

interface Document {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Schemas };
}

/** A call of the description. */
export interface Call {
  method: string;
  /** Such as `/articles/{id}`. */
  path: string;
  operation: Operation;
}

export interface Description {
  calls: readonly Call[];
  schemas: Schemas;
  /** Every schema by its address, for the references of others. */
  lookup: Record<string, Schema | boolean>;
  /** Answers' schemas that were looked up, by their places. */
  answers: Map<string, Schema>;
}

let known: Description | null = null;

/** The description, as the Worker gives it. */
export async function description(): Promise<Description> {
  if (known !== null) return known;
  const document = await (await exports.default.fetch(`${ORIGIN}/api/openapi.json`)).json<Document>();
  const calls = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );
  const { schemas } = document.components;
  const definitions = withoutOtherFields({ $defs: schemas });
  known = { calls, schemas, lookup: dereference(definitions), answers: new Map() };
  return known;
}

/** A schema as it is, but that objects have no field that it doesn't name, and that what it refers to stands among `$defs`. */
function withoutOtherFields(schema: Json | { $defs: Schemas }): Schema {
  return JSON.parse(JSON.stringify(schema).replaceAll("#/components/schemas/", "#/$defs/"), (_, value) =>
    value?.type === "object" && value.properties !== undefined && value.additionalProperties === undefined
      ? { ...value, additionalProperties: false }
      : value,
  );
}

/** What is documented must be named; what is everywhere, or HTTP's own, need not. */
const TOLD_HEADERS = [
  "etag",
  "location",
  "set-cookie",
  "www-authenticate",
  "retry-after",
  "accept",
  "content-disposition",
];

/** Throws where an answer of the API is not one that its call is described to give. */
export async function expectDescribed(asked: { method: string; url: string }, response: Response): Promise<void> {
  const path = new URL(asked.url, ORIGIN).pathname.replace(/^\/api/, "");
  if (path.startsWith("/docs")) return;
  const described = await description();
  const here = described.calls.filter((call) => isAt(call.path, path));
  const call = here.find(({ method }) => method === (asked.method === "HEAD" ? "GET" : asked.method));
  const where = `${asked.method} ${path} answered ${response.status}`;
  if (call === undefined) {
    const right = here.length > 0 ? [405] : [404, 308];
    if (!right.includes(response.status)) throw new Error(`${where}, and no call is described there`);
    return;
  }
  const answer = call.operation.responses[response.status];
  if (answer === undefined) throw new Error(`${where}, which is not described`);
  const names = Object.keys(answer.headers ?? {}).map((name) => name.toLowerCase());
  for (const name of TOLD_HEADERS) {
    if (response.headers.has(name) && !names.includes(name)) throw new Error(`${where} with an undescribed ${name}`);
  }
  if (asked.method !== "HEAD") await expectContent(described, { call, answer, where }, response);
}

interface Place {
  call: Call;
  answer: DescribedAnswer;
  where: string;
}

async function expectContent(described: Description, { call, answer, where }: Place, response: Response) {
  const text = await response.clone().text();
  const type = response.headers.get("content-type")?.split(";")[0] ?? "";
  const media = answer.content?.[type];
  if (answer.content === undefined && text === "") return;
  if (media === undefined) throw new Error(`${where} with an undescribed type of content: ${type}`);
  if (!isJson(type)) return;
  const body: unknown = JSON.parse(text);
  const key = `${call.operation.operationId} ${response.status} ${type}`;
  const schema = described.answers.get(key) ?? withoutOtherFields(media.schema ?? {});
  if (!described.answers.has(key)) {
    dereference(schema, described.lookup, undefined, `/answers/${described.answers.size}`);
    described.answers.set(key, schema);
  }
  const { valid, errors } = validate(body, schema, "2020-12", described.lookup);
  if (!valid) throw new Error(`${where}, not as described: ${JSON.stringify(errors.at(-1))} of ${text.slice(0, 500)}`);
  const name = type === "application/problem+json" ? problemIn(body) : null;
  if (name !== null && media.examples?.[name] === undefined)
    throw new Error(`${where} with the undescribed problem ${name}`);
}

/** Whether a media type is of JSON, without its parameters. */
export const isJson = (type: string | null): boolean => /^application\/(?:problem\+)?json$/.test(type ?? "");

/** The name of a problem, of its type. */
const problemIn = (body: unknown): string =>
  typeof body === "object" && body !== null && "type" in body ? String(body.type).replace("/problems/", "") : "";

const isAt = (template: string, path: string): boolean =>
  new RegExp(`^${template.replaceAll(".", "\\.").replace(/\{\w+\}/g, "[^/]+")}$`).test(path);
