// /api/people: who may come in, and as what. Who left is disabled, never deleted: the audit log and revisions name them.

import { changePerson, createPerson } from "../access/people";
import { toRfc3339 } from "../content/local-time";
import { openDatabase } from "../db/client";
import { type PersonChange, type PersonRow, peopleBefore, personById } from "../db/people";
import { deskOf } from "../http/context";
import { json } from "../http/json";
import type { ApiContext, Handler } from "./context";
import { newestBefore, pageOf } from "./cursor";
import { problem } from "./problem";
import { readJson } from "./read-body";
import { readId } from "./read-id";
import { readQuery } from "./read-query";
import { newPersonSchema, peopleListSchema, personChangeSchema } from "./schemas/people";

/** The newest first. */
export const listPeople: Handler = async (c) => {
  const query = readQuery(c, peopleListSchema);
  if (!query.ok) return query.response;
  const { cursor, limit } = query.value;
  const before = newestBefore(cursor);
  const rows = await peopleBefore(openDatabase(c.env.DB), { before, limit: limit + 1 });
  const page = pageOf(rows, limit, ({ createdAt, id }) => ({ time: createdAt, id }));
  return json({ ...page, items: page.items.map(personJson) });
};

export const postPerson: Handler = async (c) => {
  const read = await readJson(c.req.raw, newPersonSchema);
  if (!read.ok) return read.response;
  const person = await createPerson(deskOf(c), { ...read.value, email: read.value.email ?? null });
  if (person !== null) return answerNewPerson(person);
  const errors = [{ pointer: "#/handle", detail: "is taken, and a handle names one person for good" }];
  return problem("invalid-fields", { errors });
};

export const answerNewPerson = (person: PersonRow): Response =>
  json(personJson(person), 201, { location: `/api/people/${person.id}` });

export const getPerson: Handler = async (c) => {
  const id = readId(c);
  const [person] = id === null ? [] : await personById(openDatabase(c.env.DB), id);
  return person === undefined ? problem("not-found") : json(personJson(person));
};

export const patchPerson: Handler = async (c) => {
  const read = await readJson(c.req.raw, personChangeSchema, ["application/merge-patch+json"]);
  return read.ok ? changeChosen(c, read.value) : read.response;
};

export const deletePerson: Handler = (c) => changeChosen(c, { disabled: true });

async function changeChosen(c: ApiContext, change: PersonChange): Promise<Response> {
  const id = readId(c);
  const person = id === null ? null : await changePerson(deskOf(c), id, change);
  return person === null ? problem("not-found") : json(personJson(person));
}

/** A person as the API shows them. */
export const personJson = ({ id, handle, name, email, role, createdAt, disabledAt }: PersonRow) => ({
  ...{ id, handle, name, email, role, disabled: disabledAt !== null },
  createdAt: toRfc3339(createdAt),
  disabledAt: disabledAt === null ? null : toRfc3339(disabledAt),
});
