// What a body asks for: forms and JSON in one form, that of microformats2 (Micropub §3.1 to §3.5).

import * as z from "zod";
import { type Read, refuse } from "./errors";
import type { Body, FormField } from "./read-body";

/** A post's properties by name, each with its values; those whose name begins with `mp-` are commands. A form's values may be files. */
export type Properties = Readonly<Record<string, readonly unknown[]>>;

export interface Changes {
  replace: Properties;
  add: Properties;
  /** Whole properties, or of each some values. */
  delete: readonly string[] | Properties;
}

export type MicropubRequest =
  | { action: "create"; properties: Properties }
  | { action: "update"; url: string; changes: Changes }
  | { action: "delete" | "undelete"; url: string };

export const readRequest = (body: Body): Read<MicropubRequest> =>
  body.kind === "json" ? readJson(body.json) : readForm(body.fields);

/** The token that a form brings (RFC 6750 §2.2), if any. */
export function formToken(body: Body): Read<string | null> {
  if (body.kind !== "form") return { ok: true, value: null };
  const [token = null, ...others] = body.fields.filter(([name]) => name === "access_token").map(([, value]) => value);
  if (others.length > 0 || token instanceof File) return refuse("access_token takes one value, a text.");
  return { ok: true, value: token };
}

/** Names with a meaning of their own in a form (Micropub §3.2). */
const RESERVED: ReadonlySet<string> = new Set(["access_token", "h", "action", "url"]);

function readForm(fields: readonly FormField[]): Read<MicropubRequest> {
  const texts = new Map(fields.filter((field): field is [string, string] => typeof field[1] === "string"));
  const action = texts.get("action");
  if (action === "update") return refuse("Updates are sent as JSON.");
  if (action !== undefined && action !== "create") return readDeletion({ action, url: texts.get("url") });
  const type = texts.get("h") ?? "entry";
  if (type !== "entry") return refuse(NO_SUCH_TYPE);
  return { ok: true, value: { action: "create", properties: propertiesOf(fields) } };
}

function propertiesOf(fields: readonly FormField[]): Properties {
  const properties = new Map<string, (string | File)[]>();
  for (const [field, value] of fields) {
    const name = field.endsWith("[]") ? field.slice(0, -2) : field;
    if (RESERVED.has(name) || isNoFile(value)) continue;
    const values = properties.get(name);
    if (values === undefined) properties.set(name, [value]);
    else values.push(value);
  }
  return Object.fromEntries(properties);
}

/** A file field that was left empty is sent as a file without a name. */
const isNoFile = (value: string | File): boolean => value instanceof File && value.size === 0 && value.name === "";

const NO_SUCH_TYPE = "This site takes posts of the type h-entry.";

const propertiesSchema = z.record(z.string(), z.array(z.unknown(), "must be a list of values"), "must be an object");

/** Commands come from many clients without the list around them. */
const newPropertiesSchema = z.preprocess(
  (sent) => (isObject(sent) ? Object.fromEntries(Object.entries(sent).map(listOfCommand)) : sent),
  propertiesSchema,
);

const listOfCommand = ([name, value]: [string, unknown]): [string, unknown] =>
  name.startsWith("mp-") && !Array.isArray(value) ? [name, [value]] : [name, value];

const creationSchema = z.object({
  type: z.array(z.string(), "must be a list").min(1).default(["h-entry"]),
  properties: newPropertiesSchema,
});

const updateSchema = z
  .object({
    url: z.string("is required: the URL of a post"),
    replace: propertiesSchema.optional(),
    add: propertiesSchema.optional(),
    delete: z
      .union([z.array(z.string()), propertiesSchema], "must be a list of names, or an object of lists of values")
      .optional(),
  })
  .refine((sent) => (sent.replace ?? sent.add ?? sent.delete) !== undefined, "names nothing to replace, add or delete");

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function readJson(json: unknown): Read<MicropubRequest> {
  if (!isObject(json)) return refuse("Send an object, such as a post in the form of microformats2.");
  const { action } = json;
  if (action === "update") return readUpdate(json);
  if (action !== undefined && action !== "create") return readDeletion(json);
  const sent = check(json, creationSchema);
  if (!sent.ok) return sent;
  const { type, properties } = sent.value;
  return type.includes("h-entry") ? { ok: true, value: { action: "create", properties } } : refuse(NO_SUCH_TYPE);
}

function readUpdate(json: object): Read<MicropubRequest> {
  const sent = check(json, updateSchema);
  if (!sent.ok) return sent;
  const { url, replace = {}, add = {}, delete: deleted = [] } = sent.value;
  return { ok: true, value: { action: "update", url, changes: { replace, add, delete: deleted } } };
}

function readDeletion({ action, url }: { action?: unknown; url?: unknown }): Read<MicropubRequest> {
  if (action !== "delete" && action !== "undelete")
    return refuse("action is one of: create, update, delete, undelete.");
  if (typeof url !== "string") return refuse("url is required: the URL of a post.");
  return { ok: true, value: { action, url } };
}

/** A value that fits a schema, or an answer that names each part that doesn't. */
export function check<T>(value: unknown, schema: z.ZodType<T>, nameOf = (part: string) => part): Read<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return { ok: true, value: parsed.data };
  const complaints = parsed.error.issues.map(({ path, message }) =>
    `${[nameOf(String(path[0] ?? "")), ...path.slice(1)].join("/")} ${message}`.trim(),
  );
  return refuse(complaints.join("; "));
}
