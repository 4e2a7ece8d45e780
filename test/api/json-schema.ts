// JSON Schema as the description writes it: the keywords that tests read.

export interface Json {
  $ref?: string;
  type?: string | string[];
  properties?: Record<string, Json>;
  required?: string[];
  items?: Json;
  additionalProperties?: Json | boolean;
  anyOf?: Json[];
  enum?: unknown[];
  const?: unknown;
  format?: string;
  minimum?: number;
  maxLength?: number;
  maxItems?: number;
}

/** The description's components, by name. */
export type Schemas = Readonly<Record<string, Json>>;

/** A schema, or what it refers to. */
export const at = (schemas: Schemas, schema: Json): Json =>
  schema.$ref === undefined ? schema : (schemas[schema.$ref.split("/").at(-1) ?? ""] ?? {});
