// The commands that every door uses on an article: publish, change, restore, withdraw. Each is one read and one batch; a
// restoration first reads the version that it goes back to.

import { parseTime } from "../content/local-time";
import { openDatabase } from "../db/client";
import { revisionOf } from "../db/revisions";
import { saidBy, sectionOf } from "./back-to";
import { type Composition, compose, type Ground } from "./compose";
import { type Desk, type Done, type IfVersions, mayReplace, type Saved, writeGuarded } from "./desk";
import { failed, invalid, type Outcome } from "./failure";
import { readGround, type Target } from "./ground";
import type { ArticleChange, ArticleInput, Moment } from "./input";
import { checkRight } from "./rights";
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
export const changeArticle = (desk: Desk, chosen: Chosen, change: ArticleChange): Promise<Outcome<Done>> =>
  rewrite(desk, chosen, {
    ...{ action: "change", named: change },
    changeOf: (_, { article }) =>
      change.format !== undefined && change.body === undefined && change.format !== article.format
        ? invalid("format", "says how the body is to be read: send the body with it")
        : { ok: true, change },
  });

/** Makes an article say again what one of its versions said, as a new version; what that replaces is a revision as well. */
export async function restoreArticle(desk: Desk, chosen: Chosen, version: number): Promise<Outcome<Done>> {
  // A revision never changes, so it need not be read again with each attempt.
  const db = openDatabase(desk.d1.withSession("first-primary"));
  const [revision] = await revisionOf(db, { articleId: chosen.id, version });
  if (revision === undefined) return failed({ reason: "not_found" });
  const { change, sectionId } = saidBy(chosen.id, revision);
  return rewrite(desk, chosen, {
    ...{ action: `restore ${version}`, named: change },
    changeOf: ({ frame }, { article }) => {
      const found = sectionOf(frame, { sectionId, revision });
      if (!found.ok) return found;
      const { body, format, ...rest } = change;
      // A body that stands already need not go through the pipeline again.
      const isSameBody = body === article.body && format === article.format;
      return { ok: true, change: { ...rest, section: found.section, ...(!isSameBody && { body, format }) } };
    },
  });
}

interface Rewrite {
  /** As revisions and the audit log have it. */
  action: string;
  /** What the change names: its images and its original are read with the article. */
  named: ArticleChange;
  changeOf: (ground: Ground, target: Target) => Outcome<{ change: ArticleChange }>;
}

async function rewrite(desk: Desk, chosen: Chosen, { action, named, changeOf }: Rewrite): Promise<Outcome<Done>> {
  const outcome = await writeGuarded(desk, async (db) => {
    const read = await readChosen(db, desk, { chosen, change: named });
    if (!read.ok) return read;
    const { ground, target } = read;
    const wished = changeOf(ground, target);
    if (!wished.ok) return wished;
    const { change } = wished;
    const merged = mergeChange(inputOf(target.article), change);
    if (!merged.ok) return merged;
    const planned = plan({ input: merged.input, change, target }, desk, ground);
    if (!planned.ok) return planned;
    return { ok: true, write: () => saveChange(db, { ...planned, ground, desk, action, before: target.article }) };
  });
  return toDone(outcome);
}

/** Takes an article from the site: its address answers 410. What it said stays; to publish it again undoes this. */
export async function withdrawArticle(desk: Desk, chosen: Chosen): Promise<Outcome<Done>> {
  const outcome = await writeGuarded(desk, async (db) => {
    const read = await readChosen(db, desk, { chosen, change: {} });
    if (!read.ok) return read;
    const { ground, target } = read;
    const right = checkRight(desk, { target, after: "withdrawn" });
    if (!right.ok) return right;
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
  const right = checkRight(desk, { target, after: visibility.state });
  if (!right.ok) return right;
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
