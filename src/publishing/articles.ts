// The commands that every door uses on an article: publish, change, withdraw. Each is one read and one batch.

import { parseTime } from "../content/local-time";
import { type Composition, compose, type Ground } from "./compose";
import { type Desk, type Done, type IfVersions, mayReplace, type Saved, writeGuarded } from "./desk";
import { failed, invalid, type Outcome } from "./failure";
import { readGround, type Target } from "./ground";
import type { ArticleChange, ArticleInput, Moment } from "./input";
import { inputOf, mergeChange } from "./saved-input";
import { fulfil } from "./status";
import { isInCalendar } from "./times";
import { saveChange, saveNew, saveWithdrawal } from "./write";

/** Saves a new article, visible at once unless it says otherwise. */
export async function publishArticle(desk: Desk, input: ArticleInput): Promise<Outcome<Done>> {
  const outcome = await writeGuarded(desk, async (db) => {
    const read = await readGround(db, desk, { input });
    if (!read.ok) return read;
    const planned = plan({ input, change: input, target: null }, desk, read.ground);
    if (!planned.ok) return planned;
    return { ok: true, write: () => saveNew(db, { ...planned, ground: read.ground, desk, guid: crypto.randomUUID() }) };
  });
  return toDone(outcome);
}

/** Names what to change, and in which versions only. */
export interface Chosen {
  id: number;
  ifVersions: IfVersions;
}

/** Changes what `change` names. Without `ifVersions` the last write stands, and what it replaced is a revision. */
export async function changeArticle(desk: Desk, chosen: Chosen, change: ArticleChange): Promise<Outcome<Done>> {
  const outcome = await writeGuarded(desk, async (db) => {
    const read = await readChosen(db, desk, { chosen, change });
    if (!read.ok) return read;
    const { ground, target } = read;
    if (change.format !== undefined && change.body === undefined && change.format !== target.article.format) {
      return invalid("format", "says how the body is to be read: send the body with it");
    }
    const merged = mergeChange(inputOf(target.article), change);
    if (!merged.ok) return merged;
    const planned = plan({ input: merged.input, change, target }, desk, ground);
    if (!planned.ok) return planned;
    return { ok: true, write: () => saveChange(db, { ...planned, ground, desk, before: target.article }) };
  });
  return toDone(outcome);
}

/** Takes an article from the site: its address answers 410. What it said stays; to publish it again undoes this. */
export async function withdrawArticle(desk: Desk, chosen: Chosen): Promise<Outcome<Done>> {
  const outcome = await writeGuarded(desk, async (db) => {
    const read = await readChosen(db, desk, { chosen, change: {} });
    if (!read.ok) return read;
    const { ground, target } = read;
    return { ok: true, write: () => saveWithdrawal(db, { ground, desk, before: target.article }) };
  });
  return toDone(outcome);
}

async function readChosen(
  db: Parameters<typeof readGround>[0],
  desk: Desk,
  { chosen, change }: { chosen: Chosen; change: ArticleChange },
): Promise<Outcome<{ ground: Ground; target: Target }>> {
  const read = await readGround(db, desk, { input: change, id: chosen.id });
  if (!read.ok) return read;
  if (read.target === null) return failed({ reason: "not_found" });
  const { version } = read.target.article;
  if (!mayReplace(chosen.ifVersions, version)) return failed({ reason: "edited_meanwhile", version });
  return { ok: true, ground: read.ground, target: read.target };
}

/** What is to be saved, decided from what was read: no input or output. */
function plan(
  { input, change, target }: { input: ArticleInput; change: ArticleChange; target: Target | null },
  desk: Desk,
  ground: Ground,
): Outcome<Composition> {
  const { timeZone } = ground.settings;
  const publishAt = toMs(change.publishAt, timeZone);
  const expireAt = toMs(change.expireAt, timeZone);
  if (publishAt === "no_time") return invalid("publishAt", TIME_FORM);
  if (expireAt === "no_time") return invalid("expireAt", TIME_FORM);
  const visibility = fulfil({ status: change.status, publishAt, expireAt }, target?.article ?? null, desk.now);
  if ("field" in visibility) return invalid(visibility.field, visibility.detail);
  const kept = target && { text: change.body === undefined ? target.text : null, cover: target.article.cover };
  return compose(input, visibility, { ground, kept });
}

const TIME_FORM =
  "must be a time such as 2021-04-08T08:08:38+08:00, or 2021-04-08 08:08:38 in the site's zone, with a year from 1000 to 9999";

function toMs(moment: Moment | null | undefined, timeZone: string): number | null | undefined | "no_time" {
  if (moment === null || moment === undefined) return moment;
  // TOML's local times come with a fraction of a second, which no article keeps.
  const ms = typeof moment === "number" ? moment : parseTime(moment.local.replace(/(:\d\d)\.\d+$/, "$1"), timeZone);
  return ms !== null && isInCalendar(ms) ? ms : "no_time";
}

const toDone = (outcome: Outcome<{ result: Saved; purged: string[] }>): Outcome<Done> =>
  outcome.ok ? { ok: true, ...outcome.result, purged: outcome.purged } : outcome;
