// Problems as the description shows them (RFC 9457).

import * as z from "zod";
import { PROBLEMS, type ProblemName } from "../problem";
import { usesSchema } from "../schemas/answers/media";
import { PROBLEM_TEXTS } from "./problem-texts";

const members = {
  type: z.string().meta({ format: "uri-reference", description: "`/problems/{name}`: which problem it is." }),
  title: z.string().describe("The problem in a few words, always the same."),
  status: z.int().describe("The answer's status."),
  detail: z.string().optional().describe("What was wrong this time, and what would be right."),
};

const problem = z.object(members).meta({ id: "Problem", description: "What went wrong (RFC 9457)." });

const invalidFields = z
  .object({
    ...members,
    errors: z
      .array(
        z.union([
          z.object({
            pointer: z.string().describe("A JSON Pointer into the body, such as `#/source/url`."),
            detail: z.string(),
          }),
          z.object({ parameter: z.string().describe("A parameter of the query."), detail: z.string() }),
        ]),
      )
      .describe("One a wrong field."),
  })
  .meta({ id: "InvalidFields", description: "Which fields are wrong, and how they would be right." });

const inUse = z.object({ ...members, usedBy: usesSchema }).meta({ id: "InUse", description: "What shows the file." });

const OF_THEIR_OWN: Partial<Record<ProblemName, z.ZodType>> = { "invalid-fields": invalidFields, "in-use": inUse };

/** The schema of a problem. */
export const schemaOf = (name: ProblemName): z.ZodType => OF_THEIR_OWN[name] ?? problem;

/** How a problem may look. */
export function exampleOf(name: ProblemName) {
  const [status, title] = PROBLEMS[name];
  const { detail, errors, members: own } = PROBLEM_TEXTS[name].example;
  return {
    summary: title,
    value: { type: `/problems/${name}`, title, status, ...(detail && { detail }), ...(errors && { errors }), ...own },
  };
}
