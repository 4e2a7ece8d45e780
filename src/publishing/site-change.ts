// How what every page shows is changed: read, decided, and written in one batch that rests on the version read.

import { sql } from "drizzle-orm";
import { Batch } from "../db/batch";
import type { Database } from "../db/client";
import { unlessStop } from "../db/guard";
import { purgeTags } from "../db/ledger";
import { site } from "../db/schema";
import { type Frame, frameSchema, type Settings, settingsSchema } from "../db/settings";
import { rebuildFrame, siteAndVersion } from "../db/site";
import { auditLine } from "../db/site-writes";
import { SITE } from "../pages/tags";
import { type Desk, type IfVersions, mayReplace, writeGuarded } from "./desk";
import { failed, type Outcome } from "./failure";

export interface SiteState {
  version: number;
  settings: Settings;
  frame: Frame;
}

type Statements = Parameters<Batch["addAll"]>[0];

/** What a change writes, and the tags that it purges; or what is wrong with it. */
export type SitePlan = Outcome<{ statements: Statements; tags: readonly string[] }>;

export type SiteOutcome = Promise<Outcome<{ result: SiteState; purged: string[] }>>;

/** A change of what every page shows. */
export const purgingAll = (statements: Statements): SitePlan => ({ ok: true, statements, tags: [SITE] });

/** Carries out a change of the site. `target` names it in the audit log and the ledger. */
export async function changeSite(
  desk: Desk,
  { ifVersions, target }: { ifVersions: IfVersions; target: string },
  plan: (db: Database, state: SiteState) => Promise<SitePlan> | SitePlan,
): SiteOutcome {
  return writeGuarded(desk, async (db) => {
    const before = await readSite(db);
    if (!mayReplace(ifVersions, before.version)) {
      return failed({ reason: "edited_meanwhile", version: before.version });
    }
    const planned = await plan(db, before);
    if (!planned.ok) return planned;
    const write = async () => {
      const batch = new Batch(db);
      batch.add(unlessStop(db, sql`(select version from ${site} where id = 1) = ${before.version}`));
      batch.addAll(planned.statements);
      if (desk.alongside !== undefined) batch.addAll(desk.alongside(db, null));
      batch.add(rebuildFrame(db));
      batch.add(auditLine(db, { at: desk.now, by: desk.by, action: "change", target }));
      const rows = batch.add(purgeTags(db, planned.tags, { at: desk.now, by: desk.by, reason: `change ${target}` }));
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
