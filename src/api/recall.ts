// Makes the answer of a command again from what its batch noted: for a client whose first answer a crash swallowed.

import { articleById } from "../db/articles";
import { openDatabase } from "../db/client";
import type { ClaimOutcome } from "../db/idempotency";
import { personById } from "../db/people";
import { defaultLangOf, settingsSchema } from "../db/settings";
import { siteAndVersion } from "../db/site";
import { tokenById } from "../db/tokens";
import { answerDone } from "./articles";
import type { ApiContext } from "./context";
import { answerNewPerson } from "./people";
import { problem } from "./problem";
import { answerOrdered } from "./purges";
import { answerNewToken } from "./tokens";

/** The answer, of an article as it stands by now: its ETag and its text belong together. */
export async function answerAgain(c: ApiContext, outcome: ClaimOutcome): Promise<Response> {
  switch (outcome.kind) {
    case "article":
      return answerArticle(c, outcome);
    case "purged":
      return answerOrdered({ tags: outcome.tags, version: outcome.version });
    case "waiting":
      return answerOrdered({ tags: outcome.tags, waitingId: outcome.id, dueAt: outcome.dueAt });
    case "person":
      return answerPerson(c, outcome.id);
    case "token":
      return answerToken(c, outcome.id);
  }
}

async function answerPerson(c: ApiContext, id: number): Promise<Response> {
  const [person] = await personById(openDatabase(c.env.DB.withSession("first-primary")), id);
  return person === undefined ? problem("not-found") : answerNewPerson(person);
}

async function answerToken(c: ApiContext, id: number): Promise<Response> {
  const [token] = await tokenById(openDatabase(c.env.DB.withSession("first-primary")), id, "all");
  return token === undefined ? problem("not-found") : answerNewToken(token, null);
}

async function answerArticle(
  c: ApiContext,
  { id, isNew, purged }: Extract<ClaimOutcome, { kind: "article" }>,
): Promise<Response> {
  const db = openDatabase(c.env.DB.withSession("first-primary"));
  const [[article], [site]] = await db.batch([articleById(db, id), siteAndVersion(db)]);
  if (article === undefined) return problem("not-found");
  const defaultLang = defaultLangOf(settingsSchema.parse(site?.settings));
  return answerDone(c, { ok: true, article, defaultLang, purged: [...new Set(purged)] }, isNew ? 201 : 200);
}
