// What stands in the calls' addresses in place of `:id` and its like.

import * as z from "zod";

const PARAMETERS: Readonly<Record<string, z.ZodType>> = {
  id: z
    .int()
    .positive()
    .meta({ description: "Its id.", examples: [42] }),
  version: z
    .int()
    .positive()
    .meta({ description: "The number of one of its versions.", examples: [3] }),
  hash: z.string().meta({
    pattern: "^[0-9a-f]{64}$",
    description: "The file's hash, as the library lists it.",
    examples: ["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"],
  }),
  name: z.string().meta({ description: "The job's name.", examples: ["purge"] }),
};

/** The names of the parameters in a path such as `/articles/:id`. */
export const namesIn = (path: string): string[] => [...path.matchAll(/:(\w+)/g)].map(([, name = ""]) => name);

/** The same path as OpenAPI writes it. */
export const templateOf = (path: string): string => path.replace(/:(\w+)/g, "{$1}");

/** The schemas of a path's parameters; null without any. */
export function pathParameters(path: string): z.ZodObject | null {
  const names = namesIn(path);
  return names.length === 0 ? null : z.object(Object.fromEntries(names.map((name) => [name, parameterOf(name, path)])));
}

/** A value that a parameter may have. */
export const exampleIn = (schema: z.core.$ZodType | undefined): unknown => {
  const examples = schema === undefined ? undefined : z.globalRegistry.get(schema)?.examples;
  return Array.isArray(examples) ? examples[0] : undefined;
};

function parameterOf(name: string, path: string): z.ZodType {
  const schema = PARAMETERS[name];
  if (schema === undefined) throw new Error(`The parameter ${name} of ${path} is not described in path-parameters.ts`);
  return schema;
}
