// The fields of a schema, one line each, however deep: what readers of the pages see instead of JSON Schema.

import * as z from "zod";
import { lean } from "../openapi/lean";

export interface Field {
  /** Its path: `source.name`, `items[].id`. */
  name: string;
  /** Such as "string", "integer or null", "one of draft, published". */
  type: string;
  isRequired: boolean;
  /** `1 to 200 characters`. */
  limits: string[];
  description: string;
}

type Schema = z.core.JSONSchema.JSONSchema;
type Definitions = Readonly<Record<string, Schema>>;

/** Deeper fields are left to the description itself. */
const MAX_LEVELS = 4;

/** The fields of what is sent ("input") or answered ("output"); none of what is no object. */
export function fieldsOf(schema: z.ZodType, io: "input" | "output"): Field[] {
  const made = z.toJSONSchema(schema, { io, override: (context) => lean({ ...context, io }) });
  return below(made, { definitions: made.$defs ?? {}, prefix: "", level: 0 });
}

interface Place {
  definitions: Definitions;
  prefix: string;
  level: number;
}

function below(schema: Schema | boolean, place: Place): Field[] {
  if (place.level > MAX_LEVELS) return [];
  const keywords = keywordsOf(schema, place.definitions);
  const { properties, items, anyOf = [] } = keywords;
  if (properties !== undefined) {
    const required = new Set(keywords.required ?? []);
    return Object.entries(properties).flatMap(([name, property]) => {
      const path = place.prefix + name;
      const inner = { ...place, prefix: `${path}.`, level: place.level + 1 };
      return [
        fieldOf(property, { name: path, isRequired: required.has(name) }, place.definitions),
        ...below(property, inner),
      ];
    });
  }
  if (items !== undefined && !Array.isArray(items))
    return below(items, { ...place, prefix: `${place.prefix.replace(/\.$/, "")}[].` });
  const fields = anyOf.flatMap((one) => below(one, place));
  return fields.filter(({ name }, n) => fields.findIndex((other) => other.name === name) === n);
}

function fieldOf(schema: Schema | boolean, of: Pick<Field, "name" | "isRequired">, definitions: Definitions): Field {
  const keywords = keywordsOf(schema, definitions);
  const [only, none, ...more] = (keywords.anyOf ?? []).map((one) => keywordsOf(one, definitions));
  // The limits of "this or null" stand with "this".
  const inner = only !== undefined && none?.type === "null" && more.length === 0 ? only : {};
  return {
    ...of,
    type: typeOf(schema, definitions),
    limits: limitsOf({ ...inner, ...keywords }, definitions),
    description: keywords.description ?? inner.description ?? "",
  };
}

function typeOf(schema: Schema | boolean, definitions: Definitions): string {
  const { type, anyOf, items, additionalProperties, format, ...keywords } = keywordsOf(schema, definitions);
  if (anyOf !== undefined) return [...new Set(anyOf.map((one) => typeOf(one, definitions)))].join(" or ");
  if (keywords.const !== undefined) return JSON.stringify(keywords.const);
  if (keywords.enum !== undefined) return `one of ${keywords.enum.map(String).join(", ")}`;
  if (type === "array")
    return items === undefined || Array.isArray(items) ? "list" : `list of ${typeOf(items, definitions)}`;
  if (typeof additionalProperties === "object") return `${typeOf(additionalProperties, definitions)} by language`;
  const names = Array.isArray(type) ? type : [type ?? "anything"];
  return names
    .map((name) => (name === "string" && format !== undefined ? (FORMATS[format] ?? name) : name))
    .join(" or ");
}

const FORMATS: Readonly<Record<string, string>> = {
  "date-time": "time",
  date: "day",
  uri: "URL",
  "uri-reference": "URL or path",
};

function limitsOf(keywords: Schema, definitions: Definitions): string[] {
  const { minimum, exclusiveMinimum, maximum, minLength, maxLength, minItems, maxItems, items } = keywords;
  const ofEach = items === undefined || Array.isArray(items) ? null : keywordsOf(items, definitions);
  // Items with fields have a line for each.
  const limitsOfEach = ofEach === null || ofEach.properties !== undefined ? [] : limitsOf(ofEach, definitions);
  return [
    between(minimum ?? (typeof exclusiveMinimum === "number" ? exclusiveMinimum + 1 : undefined), maximum, ""),
    between(minLength, maxLength, " characters"),
    between(minItems, maxItems, " items"),
    ...limitsOfEach.map((limit) => `each ${limit}`),
    keywords.default === undefined ? "" : `default ${JSON.stringify(keywords.default)}`,
  ].filter((limit) => limit !== "");
}

function between(least: number | undefined, most: number | undefined, unit: string): string {
  if (least !== undefined && most !== undefined) return `${least} to ${most}${unit}`;
  if (most !== undefined) return `at most ${most}${unit}`;
  return least === undefined || least === 0 ? "" : `at least ${least}${unit}`;
}

/** A schema's own keywords, wherever they stand. */
function keywordsOf(schema: Schema | boolean, definitions: Definitions): Schema {
  if (typeof schema === "boolean") return {};
  const name = schema.$ref?.split("/").at(-1);
  const meant = name === undefined ? undefined : definitions[name];
  return meant === undefined ? schema : { ...keywordsOf(meant, definitions), ...withoutRef(schema) };
}

const withoutRef = ({ $ref: _, ...rest }: Schema): Schema => rest;
