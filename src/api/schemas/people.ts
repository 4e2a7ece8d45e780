// What people and tokens may be sent as.

import * as z from "zod";
import { ROLES, SCOPES } from "../../access/scopes";
import { line, time } from "../../http/schemas/text";
import { cursorSchema, limitSchema } from "../cursor";

/** Unlike slugs in one alphabet, so that no two in the audit log look alike. */
const HANDLE = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** As the log names what jobs do. */
const RESERVED = "system";

const handle = z
  .string()
  .max(40)
  .toLowerCase()
  .regex(HANDLE, "must be letters from a to z, digits and single hyphens, such as li-wei")
  .refine((text) => text !== RESERVED, "is a name that the site itself takes");

const fields = {
  name: line(100),
  // RFC 5321 §4.5.3.1.3 leaves 254 characters to an address.
  email: z.email("must be an e-mail address").max(254),
  role: z.enum(ROLES),
};

/** The body of `POST /api/people`. */
export const newPersonSchema = z
  .strictObject({
    handle: handle.describe(
      "What the audit log and revisions name them by, for good: letters from a to z, digits, hyphens.",
    ),
    name: fields.name.describe("As they are called."),
    email: fields.email.nullish().describe("Where to reach them."),
    role: fields.role.describe("`author` writes drafts, `editor` publishes, `admin` does all."),
  })
  .meta({ id: "NewPerson" });

/** The body of `PATCH /api/people/{id}`. The handle is for good: the audit log and revisions name them by it. */
export const personChangeSchema = z
  .strictObject({
    name: fields.name.optional().describe("As they are called."),
    email: fields.email.nullish().describe("Where to reach them; null takes it away."),
    role: fields.role.optional().describe("Holds for their tokens at once."),
    disabled: z.boolean().optional().describe("Whether they may no longer come in."),
  })
  .meta({ id: "PersonChange" });

/** The query of `GET /api/people`. */
export const peopleListSchema = z.strictObject({ cursor: cursorSchema, limit: limitSchema });

/** The body of `POST /api/tokens`. */
export const newTokenSchema = z
  .strictObject({
    name: line(100).describe("What it is for."),
    scope: z.enum(SCOPES).describe("What it may do, at most what its person may."),
    person: z
      .string()
      .min(1)
      .max(40)
      .normalize("NFC")
      .nullish()
      .describe("A person's handle; without one it is a machine's."),
    expiresAt: time.nullish().describe("When its life ends, in RFC 3339 with an offset."),
  })
  .meta({ id: "NewToken" });

/** The query of `GET /api/tokens`. */
export const tokenListSchema = z.strictObject({
  person: z.string().min(1).max(40).normalize("NFC").optional().describe("Only tokens of the person of this handle."),
  cursor: cursorSchema,
  limit: limitSchema,
});
