// Takes in a person. They come in with a new token, or a new passkey: none is in an export.

import { openDatabase } from "../../db/client";
import { addImportedPerson } from "../../db/import-site";
import type { LineOf } from "../../exports/lines";
import { personLine } from "../../exports/write-lines";
import type { ImportPlace, Taken } from "../format";
import { isSame } from "./same";

export async function takePerson(line: LineOf<"person">, { desk }: ImportPlace): Promise<Taken> {
  const named = { kind: "person", key: line.handle };
  const { id, handle, name, email, role, createdAt, disabledAt } = line;
  const times = {
    createdAt: Date.parse(createdAt),
    disabledAt: disabledAt === null ? null : Date.parse(disabledAt),
  };
  const db = openDatabase(desk.d1.withSession("first-primary"));
  const [, added, [here]] = await db.batch(addImportedPerson(db, { id, handle, name, email, role, ...times }, desk));
  if (added.meta.changes > 0) return { outcome: "created", ...named, notes: [] };
  const isSaid = here !== undefined && isSame({ ...personLine(here), id: 0 }, { ...line, id: 0 });
  if (isSaid) return { outcome: "unchanged", ...named, notes: [] };
  return { outcome: "skipped", ...named, notes: ["this site knows someone of this handle, who stays as they are"] };
}
