// What people and tokens may be sent as.

import * as z from "zod";
import { ROLES, SCOPES } from "../../access/scopes";
import { cursorSchema, limitSchema } from "../cursor";
import { line, time } from "./text";

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
export const newPersonSchema = z.strictObject({ handle, ...fields, email: fields.email.nullish() });

/** The body of `PATCH /api/people/{id}`. The handle is for good: the audit log and revisions name them by it. */
export const personChangeSchema = z.strictObject({
  name: fields.name.optional(),
  email: fields.email.nullish(),
  role: fields.role.optional(),
  disabled: z.boolean().optional(),
});

/** The query of `GET /api/people`. */
export const peopleListSchema = z.strictObject({ cursor: cursorSchema.optional(), limit: limitSchema });

/** The body of `POST /api/tokens`. */
export const newTokenSchema = z.strictObject({
  name: line(100),
  scope: z.enum(SCOPES),
  /** A person's handle; without one it is a machine's. */
  person: z.string().min(1).max(40).normalize("NFC").nullish(),
  expiresAt: time.nullish(),
});

/** The query of `GET /api/tokens`. */
export const tokenListSchema = z.strictObject({
  person: z.string().min(1).max(40).normalize("NFC").optional(),
  cursor: cursorSchema.optional(),
  limit: limitSchema,
});
