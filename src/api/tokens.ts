// /api/tokens: what people and machines show to come in. Administrators see them all, others those of their own person, and apps their own.

import { createToken, reachOf, revokeToken, type TokenCreation } from "../access/tokens";
import { toRfc3339 } from "../content/local-time";
import { openDatabase } from "../db/client";
import { type TokenRow, tokenById, tokensOf } from "../db/tokens";
import { deskOf } from "../http/context";
import { json } from "../http/json";
import type { Handler } from "./context";
import { newestBefore, pageOf } from "./cursor";
import { type InputError, problem } from "./problem";
import { readJson } from "./read-body";
import { readId } from "./read-id";
import { readQuery } from "./read-query";
import { newTokenSchema, tokenListSchema } from "./schemas/people";

/** The newest first. */
export const listTokens: Handler = async (c) => {
  const query = readQuery(c, tokenListSchema);
  if (!query.ok) return query.response;
  const { person, cursor, limit } = query.value;
  const before = newestBefore(cursor);
  const reach = await reachOf(c.env.DB, c.get("principal"));
  const rows = await tokensOf(openDatabase(c.env.DB), { reach, person, before, limit: limit + 1 });
  const page = pageOf(rows, limit, ({ createdAt, id }) => ({ time: createdAt, id }));
  return json({ ...page, items: page.items.map(tokenJson) });
};

export const postToken: Handler = async (c) => {
  const read = await readJson(c.req.raw, newTokenSchema);
  if (!read.ok) return read.response;
  const { name, scope, person = null, expiresAt = null } = read.value;
  const made = await createToken(deskOf(c), { name, scope, person, expiresAt });
  if (!made.ok) return problem("invalid-fields", { errors: [errorOf(made)] });
  return answerNewToken(made.token, made.text);
};

function errorOf(refused: Exclude<TokenCreation, { ok: true }>): InputError {
  switch (refused.reason) {
    case "no_such_person":
      return { pointer: "#/person", detail: "no such person: send a handle, or none for a machine's token" };
    case "disabled_person":
      return { pointer: "#/person", detail: "is disabled: enable them first" };
    case "no_life":
      return { pointer: "#/expiresAt", detail: "must lie ahead" };
    case "beyond_role":
      return { pointer: "#/scope", detail: `is more than the role ${refused.role} may: at most ${refused.most}` };
  }
}

/** The only answer that has the token's text; null: it was answered before, and is known to nobody here. */
export const answerNewToken = (token: TokenRow, text: string | null): Response =>
  json({ ...tokenJson(token), token: text }, 201, { location: `/api/tokens/${token.id}` });

export const getToken: Handler = async (c) => {
  const id = readId(c);
  const reach = await reachOf(c.env.DB, c.get("principal"));
  const [token] = id === null ? [] : await tokenById(openDatabase(c.env.DB), id, reach);
  return token === undefined ? problem("not-found") : json(tokenJson(token));
};

/** Revokes it; it stays in the list. */
export const deleteToken: Handler = async (c) => {
  const id = readId(c);
  const reach = await reachOf(c.env.DB, c.get("principal"));
  const token = id === null ? null : await revokeToken(deskOf(c), { id, reach });
  return token === null ? problem("not-found") : json(tokenJson(token));
};

/** A token as the API shows it: never its text, and not its hash. */
export const tokenJson = ({ id, name, scope, person, hint, createdAt, createdBy, ...times }: TokenRow) => ({
  ...{ id, name, scope, person, hint, createdAt: toRfc3339(createdAt), createdBy },
  expiresAt: timeOrNull(times.expiresAt),
  lastUsedAt: timeOrNull(times.lastUsedAt),
  revokedAt: timeOrNull(times.revokedAt),
});

const timeOrNull = (ms: number | null) => (ms === null ? null : toRfc3339(ms));
