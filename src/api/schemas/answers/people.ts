// People and tokens, as the API answers them.

import * as z from "zod";
import { ROLES, SCOPES } from "../../../access/scopes";
import { instant, pageOf } from "./parts";

export const personAnswer = z
  .object({
    id: z.int().positive(),
    handle: z.string().describe("What the audit log and revisions name them by."),
    name: z.string(),
    email: z.string().nullable(),
    role: z.enum(ROLES),
    disabled: z.boolean().describe("Whether they may no longer come in."),
    createdAt: instant,
    disabledAt: instant.nullable(),
  })
  .meta({ id: "Person" });

export const personListAnswer = pageOf(personAnswer).meta({ id: "PersonList" });

const tokenFields = {
  id: z.int().positive(),
  name: z.string().describe("What it is for."),
  scope: z.enum(SCOPES).describe("What it may do, unless its person may less."),
  person: z.string().nullable().describe("Whose it is, by their handle; null: a machine's."),
  hint: z.string().describe("How its text ends, to tell it from others."),
  createdAt: instant,
  createdBy: z.string(),
  expiresAt: instant.nullable(),
  lastUsedAt: instant.nullable().describe("To within a few minutes."),
  revokedAt: instant.nullable(),
};

export const tokenAnswer = z.object(tokenFields).meta({ id: "Token", description: "A token without its text." });

export const tokenListAnswer = pageOf(tokenAnswer).meta({ id: "TokenList" });

export const newTokenAnswer = z
  .object({
    ...tokenFields,
    token: z.string().nullable().describe("Its text, which can be had here only; null: it was answered before."),
  })
  .meta({ id: "ShownToken" });

export const meAnswer = z
  .object({
    name: z.string().describe("As the audit log has it."),
    scope: z.enum(SCOPES).describe("What may be done: the lesser of the token's and the role's."),
    person: personAnswer.nullable().describe("Null: the token is a machine's or the operator's."),
    token: tokenAnswer.nullable().describe("Null: it is the operator's, which is in no list."),
  })
  .meta({ id: "Me" });
