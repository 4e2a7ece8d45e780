// The commands that change what every page shows: settings, sections, friend links, hot searches. Each purges everything.

import { sql } from "drizzle-orm";
import { Batch } from "../db/batch";
import type { Database } from "../db/client";
import { unlessStop } from "../db/guard";
import { purgeTags } from "../db/ledger";
import { site } from "../db/schema";
import { type Frame, frameSchema, type Settings, settingsSchema } from "../db/settings";
import { rebuildFrame, siteAndVersion } from "../db/site";
import {
  auditLine,
  type SectionInput,
  saveLinks,
  saveRecurringPurges,
  saveSearches,
  saveSections,
  saveSettings,
  sectionsInUse,
} from "../db/site-writes";
import { SITE } from "../pages/tags";
import { type Desk, type IfVersions, mayReplace, writeGuarded } from "./desk";
import { type FieldError, failed, type Outcome } from "./failure";

export interface SiteState {
  version: number;
  settings: Settings;
  frame: Frame;
}

type Statements = Parameters<Batch["addAll"]>[0];

/** A change of the site: its statements, or what is wrong with it. */
type SiteChange = (db: Database, state: SiteState) => Promise<Statements | FieldError[]> | Statements | FieldError[];

export type SiteOutcome = Promise<Outcome<{ result: SiteState; purged: string[] }>>;

export const changeSettings = (desk: Desk, ifVersions: IfVersions, settings: Settings): SiteOutcome =>
  changeSite(desk, { ifVersions, target: "site" }, (db) => [
    saveSettings(db, settings),
    ...saveRecurringPurges(db, settings.purges, desk),
  ]);

export const changeLinks = (desk: Desk, ifVersions: IfVersions, list: { name: string; url: string }[]): SiteOutcome =>
  changeSite(desk, { ifVersions, target: "links" }, (db) => saveLinks(db, list));

export const changeSearches = (
  desk: Desk,
  ifVersions: IfVersions,
  searches: { pinned: string[]; blocked: string[] },
): SiteOutcome => changeSite(desk, { ifVersions, target: "searches" }, (db) => saveSearches(db, searches));

/** Replaces the list of sections. One that holds articles can be renamed and moved, not removed. */
export const changeSections = (desk: Desk, ifVersions: IfVersions, list: SectionInput[]): SiteOutcome =>
  changeSite(desk, { ifVersions, target: "sections" }, async (db, { frame }) => {
    const known = new Map(frame.sections.map(({ id, slug }) => [slug, id]));
    const ids = new Set(known.values());
    const unknown = list.findIndex(({ id }) => id !== undefined && !ids.has(id));
    if (unknown >= 0)
      return [{ field: `items/${unknown}/id`, detail: "no section has this id; leave it out for a new one" }];
    const named = list.map(({ id, slug }) => id ?? known.get(slug));
    const kept = named.filter((id) => id !== undefined);
    const twice = named.findIndex((id, place) => id !== undefined && named.indexOf(id) < place);
    if (twice >= 0) return [{ field: `items/${twice}`, detail: "names a section that stands in the list already" }];
    const inUse = await sectionsInUse(db, kept);
    if (inUse.length > 0) {
      const slugs = inUse.map(({ slug }) => slug).join(", ");
      return [{ field: "items", detail: `must keep the sections that hold articles: ${slugs}` }];
    }
    return saveSections(db, list);
  });

async function changeSite(
  desk: Desk,
  { ifVersions, target }: { ifVersions: IfVersions; target: string },
  change: SiteChange,
): SiteOutcome {
  return writeGuarded(desk, async (db) => {
    const before = await readSite(db);
    if (!mayReplace(ifVersions, before.version)) {
      return failed({ reason: "edited_meanwhile", version: before.version });
    }
    const planned = await change(db, before);
    if (isFieldErrors(planned)) return failed({ reason: "invalid", errors: planned });
    const write = async () => {
      const batch = new Batch(db);
      batch.add(unlessStop(db, sql`(select version from ${site} where id = 1) = ${before.version}`));
      batch.addAll(planned);
      batch.add(rebuildFrame(db));
      batch.add(auditLine(db, { at: desk.now, by: desk.by, action: "change", target }));
      const rows = batch.add(purgeTags(db, [SITE], { at: desk.now, by: desk.by, reason: `change ${target}` }));
      const after = batch.add(siteAndVersion(db));
      await batch.run();
      return { result: toState(after()), rows: rows() };
    };
    return { ok: true, write };
  });
}

/** The site as it stands. */
export const readSite = async (db: Database): Promise<SiteState> => toState(await siteAndVersion(db));

/** The site's row as values. */
export function toState([row]: { siteVersion: number; settings: unknown; frame: unknown }[]): SiteState {
  if (row === undefined) throw new Error("the site's row is missing");
  return {
    version: row.siteVersion,
    settings: settingsSchema.parse(row.settings),
    frame: frameSchema.parse(row.frame),
  };
}

const isFieldErrors = (planned: Statements | FieldError[]): planned is FieldError[] =>
  planned.some((item) => "detail" in item);
