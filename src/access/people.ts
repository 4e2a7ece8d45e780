// The commands on people. Each is one batch with its audit line.

import { Batch } from "../db/batch";
import { openDatabase } from "../db/client";
import { type Claim, claimKey, notePerson } from "../db/idempotency";
import {
  addPerson,
  changeOne,
  isHandleTaken,
  type PersonChange,
  type PersonRow,
  type PersonValues,
} from "../db/people";

/** What a change of who may do what works with. */
export interface AccessDesk {
  d1: D1Database;
  /** Who changes it, as the audit log names them. */
  by: string;
  /** Ms since the epoch. */
  now: number;
  /** A key that the command takes in its batch, where it was asked for under one. */
  claim?: Claim | undefined;
}

/** Adds a person; null where someone has or had the handle. */
export async function createPerson(
  { d1, claim, ...mark }: AccessDesk,
  values: PersonValues,
): Promise<PersonRow | null> {
  const db = openDatabase(d1);
  const [insert, audit, select] = addPerson(db, values, mark);
  const batch = new Batch(db);
  if (claim !== undefined) batch.add(claimKey(db, claim));
  batch.addAll([insert, audit]);
  if (claim !== undefined) batch.add(notePerson(db, claim, values.handle));
  const added = batch.add(select);
  try {
    await batch.run();
  } catch (error) {
    if (isHandleTaken(error)) return null;
    throw error;
  }
  const [person] = added();
  if (person === undefined) throw new Error("a person who was added is not there");
  return person;
}

/** Changes what `change` names. Their tokens follow with their next request. Null: there is no such person. */
export async function changePerson(
  { d1, now, by }: AccessDesk,
  id: number,
  change: PersonChange,
): Promise<PersonRow | null> {
  const db = openDatabase(d1);
  const [, , [person]] = await db.batch(changeOne(db, { id, change, now, by }));
  return person ?? null;
}
