// People, as administrators see them.

import { desc, eq, lt, type SQL, sql } from "drizzle-orm";
import type { Database } from "./client";
import { people } from "./people-schema";
import { audit } from "./schema";

export type PersonRow = typeof people.$inferSelect;

/** One row, by primary key. */
export const personById = (db: Database, id: number) => db.select().from(people).where(eq(people.id, id));

/** One row, by the unique handle. */
export const personByHandle = (db: Database, handle: string) =>
  db.select().from(people).where(eq(people.handle, handle));

/** People, the newest first. A row each, by primary key. */
export const peopleBefore = (db: Database, { before, limit }: { before: number; limit: number }) =>
  db.select().from(people).where(lt(people.id, before)).orderBy(desc(people.id)).limit(limit);

export interface PersonValues {
  handle: string;
  name: string;
  email: string | null;
  role: PersonRow["role"];
}

/** Adds a person, with their audit line; the person comes last. Stops where the handle is taken. */
export const addPerson = (db: Database, values: PersonValues, { now, by }: { now: number; by: string }) =>
  [
    db.insert(people).values({ ...values, createdAt: now }),
    db.run(sql`insert into ${audit} (at, by, action, target)
      values (${now}, ${by}, ${`create as ${values.role}`}, ${`person:${values.handle}`})`),
    personByHandle(db, values.handle),
  ] as const;

/** Whether an error says that a handle was taken. */
export function isHandleTaken(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause.message.includes("UNIQUE constraint failed: people.handle")) return true;
  }
  return false;
}

/** What is left out stays. */
export interface PersonChange {
  name?: string | undefined;
  email?: string | null | undefined;
  role?: PersonRow["role"] | undefined;
  disabled?: boolean | undefined;
}

/** Changes a person where they differ, with an audit line; the person, if there is one, comes last. */
export function changeOne(
  db: Database,
  { id, change, now, by }: { id: number; change: PersonChange; now: number; by: string },
) {
  const { name, email, role, disabled } = change;
  const set: SQL[] = [];
  const differs: SQL[] = [];
  const assign = (column: SQL, value: SQL, differing: SQL) => {
    set.push(sql`${column} = ${value}`);
    differs.push(differing);
  };
  if (name !== undefined) assign(sql`name`, sql`${name}`, sql`name is not ${name}`);
  if (email !== undefined) assign(sql`email`, sql`${email}`, sql`email is not ${email}`);
  if (role !== undefined) assign(sql`role`, sql`${role}`, sql`role is not ${role}`);
  if (disabled === true) assign(sql`disabled_at`, sql`coalesce(disabled_at, ${now})`, sql`disabled_at is null`);
  if (disabled === false) assign(sql`disabled_at`, sql`null`, sql`disabled_at is not null`);
  const isMeant = sql`id = ${id} and (${sql.join([sql`false`, ...differs], sql` or `)})`;
  return [
    db.run(sql`insert into ${audit} (at, by, action, target)
      select ${now}, ${by}, ${actionOf(change)}, 'person:' || handle from ${people} where ${isMeant}`),
    db.run(sql`update ${people} set ${sql.join([sql`id = id`, ...set], sql`, `)} where ${isMeant}`),
    personById(db, id),
  ] as const;
}

/** As the audit log has it: who was made an administrator, or shut out, should be found there. */
function actionOf({ name, email, role, disabled }: PersonChange): string {
  const actions = [
    ...(name !== undefined || email !== undefined ? ["change"] : []),
    ...(role !== undefined ? [`make ${role}`] : []),
    ...(disabled === undefined ? [] : [disabled ? "disable" : "enable"]),
  ];
  return actions.join(", ");
}
