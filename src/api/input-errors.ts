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
      ? issue.keys.map((key) => ({ parameter: key, detail: "is not a parameter of this list" }))
      : [{ parameter: String(issue.path[0] ?? ""), detail: detailOf(issue) }],
  );

function detailOf(issue: z.core.$ZodIssue): string {
  if (issue.code === "invalid_type" && issue.message.endsWith("received undefined"))
    return `is required: ${issue.expected}`;
  return issue.message.replace(/^Invalid input: expected/, "must be of type").replace(/^Too /, "too ");
}
