// From a schema of the description: where a value can be spoiled, and how it is, one place at a time.

import fc from "fast-check";
import { at, type Json, type Schemas } from "./json-schema";

/** A path into a JSON value. */
export type Path = readonly (string | number)[];

export interface Place {
  path: Path;
  schema: Json;
}

export type Spoil = { kind: "missing" | "extra" } | { kind: "value"; name: string; value: unknown };

/** Every place of a value of this schema, its own left out; lists and maps by their first element. */
export function placesOf(schemas: Schemas, schema: Json, path: Path = []): Place[] {
  const { properties, items, additionalProperties, anyOf } = at(schemas, schema);
  const inner = (next: Json, key: string | number) => [
    { path: [...path, key], schema: next },
    ...placesOf(schemas, next, [...path, key]),
  ];
  return [
    ...Object.entries(properties ?? {}).flatMap(([name, property]) => inner(property, name)),
    ...(items === undefined ? [] : inner(items, 0)),
    ...(typeof additionalProperties === "object" ? inner(additionalProperties, "zh-CN") : []),
    ...(anyOf ?? []).flatMap((one) => placesOf(schemas, one, path)),
  ];
}

/** A value that fits a schema, as far as a schema says it. */
function sampleOf(schemas: Schemas, schema: Json): unknown {
  const { type, properties, items, additionalProperties, anyOf, required = [], ...rest } = at(schemas, schema);
  if (anyOf?.[0] !== undefined) return sampleOf(schemas, anyOf[0]);
  if (rest.const !== undefined) return rest.const;
  if (rest.enum !== undefined) return rest.enum[0];
  switch (Array.isArray(type) ? type[0] : type) {
    case "object": {
      const fields = required.map((name) => [name, sampleOf(schemas, properties?.[name] ?? {})]);
      const map = typeof additionalProperties === "object" ? { "zh-CN": sampleOf(schemas, additionalProperties) } : {};
      return { ...Object.fromEntries(fields), ...map };
    }
    case "array":
      return items === undefined ? [] : [sampleOf(schemas, items)];
    case "integer":
      return rest.minimum ?? 1;
    case "boolean":
      return true;
    default:
      return (
        { "date-time": "2021-04-08T08:08:38Z", uri: "https://x.example/", "uri-reference": "/a" }[rest.format ?? ""] ??
        "a"
      );
  }
}

/** A value, spoiled at a place; what leads there is made where it is missing. */
export function spoiled(
  schemas: Schemas,
  { root, value, path, spoil }: { root: Json; value: unknown; path: Path; spoil: Spoil },
): unknown {
  const [key, ...rest] = path;
  if (key === undefined) {
    if (spoil.kind === "value") return spoil.value;
    return spoil.kind === "extra" && isMap(value) ? { ...value, nonsense: 1 } : value;
  }
  const here = value ?? sampleOf(schemas, root);
  const next = inside(schemas, root, key);
  const below = { root: next, path: rest, spoil };
  if (Array.isArray(here)) {
    const filled = here.length > 0 ? here : [sampleOf(schemas, next)];
    if (rest.length === 0 && spoil.kind === "missing") return [];
    return filled.map((one, n) => (n === key ? spoiled(schemas, { ...below, value: one }) : one));
  }
  const { [key]: old, ...others } = isMap(here) ? here : {};
  if (rest.length === 0 && spoil.kind === "missing") return others;
  return { ...others, [key]: spoiled(schemas, { ...below, value: old ?? sampleOf(schemas, next) }) };
}

/** The schema of what stands under a key. */
function inside(schemas: Schemas, schema: Json, key: string | number): Json {
  const { properties, items, additionalProperties, anyOf = [] } = at(schemas, schema);
  const own = typeof key === "number" ? items : (properties?.[key] ?? additionalProperties);
  if (typeof own === "object") return own;
  return anyOf.map((one) => inside(schemas, one, key)).find((found) => Object.keys(found).length > 0) ?? {};
}

const isMap = (value: unknown): value is Record<string | number, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const nested = (deep: number): unknown => Array.from({ length: deep }).reduce<unknown>((inner) => [inner], "x");

const value = (name: string, spoiled: unknown): Spoil => ({ kind: "value", name, value: spoiled });

const ODD_TEXTS: [string, string][] = [
  ["half a surrogate pair", "a\ud800b"],
  ["NUL", "a\u0000b"],
  ["marks that turn and stack", `a\u202e\u200fe${"\u0301".repeat(40)}`],
  ["blanks", " \u3000\t"],
  ["a name of every object", "__proto__"],
];

/** The ways to spoil a value of a schema: as many as tell something of its kind. */
export function spoilsOf(schemas: Schemas, schema: Json): Spoil[] {
  const { type, properties, items, maxLength, maxItems } = at(schemas, schema);
  const isText = type === undefined ? false : [type].flat().includes("string");
  return [
    { kind: "missing" },
    ...(properties === undefined ? [] : [{ kind: "extra" } as const]),
    value("null", null),
    value("true", true),
    value("an object", { a: { b: 1 } }),
    value("an empty list", []),
    value("nested deep", nested(25)),
    value("a huge number", 1e308),
    ...(maxItems === undefined ? [] : [value("too many", Array(maxItems + 1).fill(sampleOf(schemas, items ?? {})))]),
    ...(isText ? textsBeyond(maxLength) : [-1, 2 ** 53, 0.5, "text"].map((one) => value(`${one}`, one))),
  ];
}

const textsBeyond = (maxLength = 30_000): Spoil[] => [
  value("too long", "x".repeat(maxLength + 1)),
  ...ODD_TEXTS.map(([name, text]) => value(name, text)),
];

/** Values of any kind, for what nobody thought of. */
export const anySpoil: fc.Arbitrary<Spoil> = fc
  .oneof(fc.string({ unit: "binary", maxLength: 12 }), fc.double(), fc.jsonValue({ maxDepth: 2 }))
  .map((any) => value("anything", any));
