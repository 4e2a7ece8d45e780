// From a schema's complaints to one line a field, in words that say what would be right.

import type { z } from "zod";
import { type InputError, pointerTo } from "./problem";

/** One entry a wrong field; an unknown field is one by its own name. */
export function inputErrors(error: z.ZodError): InputError[] {
  const errors = error.issues.flatMap((issue) => {
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => ({
        pointer: pointerTo([...issue.path, key]),
        detail: "is not a field of this resource",
      }));
    }
    return [{ pointer: pointerTo(issue.path), detail: detailOf(issue) }];
  });
  return errors.filter(({ pointer }, place) => errors.findIndex((other) => other.pointer === pointer) === place);
}

/** The same for a query's parameters. */
export const parameterErrors = (error: z.ZodError): InputError[] =>
  error.issues.flatMap((issue) =>
    issue.code === "unrecognized_keys"
      ? issue.keys.map((key) => ({ parameter: key, detail: "is not a parameter of this call" }))
      : [{ parameter: String(issue.path[0] ?? ""), detail: detailOf(issue) }],
  );

/** What a field must be. A message of our own schemas says it best; those of the library are put in our words. */
function detailOf(issue: z.core.$ZodIssue): string {
  if (!/^(?:Invalid|Too) /.test(issue.message)) return issue.message;
  switch (issue.code) {
    case "invalid_type": {
      const type = TYPES[issue.expected] ?? issue.expected;
      if (issue.message.endsWith("received undefined")) return `is required: ${type}`;
      return `must be of type ${type}${issue.message.match(/, received \w+$/)?.[0] ?? ""}`;
    }
    case "invalid_value":
      return `must be ${issue.values.length > 1 ? "one of: " : ""}${issue.values.join(", ")}`;
    case "too_big":
      return sizeOf(issue.origin, { bound: "at most", size: Number(issue.maximum) });
    case "too_small":
      return sizeOf(issue.origin, { bound: "at least", size: Number(issue.minimum) });
    case "invalid_union":
      return [...new Set(issue.errors.flatMap(([first]) => (first === undefined ? [] : [detailOf(first)])))].join(
        "; or ",
      );
    default:
      return issue.message;
  }
}

/** The types that JSON calls otherwise than the library does. */
const TYPES: Readonly<Record<string, string>> = { record: "object", int: "whole number" };
const UNITS: Readonly<Record<string, string>> = { string: "character", array: "item" };

function sizeOf(origin: string, { bound, size }: { bound: string; size: number }): string {
  const unit = UNITS[origin];
  return unit === undefined ? `must be ${bound} ${size}` : `must have ${bound} ${size} ${unit}${size === 1 ? "" : "s"}`;
}
