// GET /api/me: who the bearer of this token is, what they may do, and until when.

import { openDatabase } from "../db/client";
import { personById } from "../db/people";
import { tokenById } from "../db/tokens";
import { json } from "../http/json";
import type { Handler } from "./context";
import { personJson } from "./people";
import { tokenJson } from "./tokens";

/** `scope` is the lesser of the token's and the role's. A machine is no person, and ADMIN_TOKEN is in no list. */
export const getMe: Handler = async (c) => {
  const { name, scope, token: shown } = c.get("principal");
  if (shown === null) return json({ name, scope, person: null, token: null });
  const db = openDatabase(c.env.DB);
  const [[token], [person]] = await db.batch([
    tokenById(db, shown.id, { tokenId: shown.id }),
    personById(db, shown.personId ?? NOBODY),
  ]);
  return json({ name, scope, person: person ? personJson(person) : null, token: token ? tokenJson(token) : null });
};

/** No person has this id. */
const NOBODY = 0;
