// What this site has, as lines: compared with those that come in.

import { openDatabase } from "../../db/client";
import { anyArticle } from "../../db/import-site";
import type { Line, LineOf } from "../../exports/lines";
import { frame } from "../../exports/stages";
import type { Outcome, PublishingFailure } from "../../publishing/failure";
import type { ImportPlace, Taken } from "../format";

export interface FrameHere {
  /** Then what comes in takes the place of what is here. */
  isEmpty: boolean;
  lines: readonly Line[];
}

export async function readFrame({ desk }: ImportPlace): Promise<FrameHere> {
  const db = openDatabase(desk.d1.withSession("first-primary"));
  const [{ lines }, articles] = await Promise.all([frame(db, { origin: desk.siteOrigin ?? "" }), anyArticle(db)]);
  return { isEmpty: articles.length === 0, lines };
}

/** The line of a type; every frame has one of each. */
export function lineOf<Type extends Line["type"]>({ lines }: FrameHere, type: Type): LineOf<Type> {
  const found = lines.find((line): line is LineOf<Type> => line.type === type);
  if (found === undefined) throw new Error(`the frame has no line of type ${type}`);
  return found;
}

export const OWN_STAYS = "this site has articles: what it has of its own stays as it is";

/** What is wrong, in words for the report. */
export function notesOf(failure: PublishingFailure): string[] {
  switch (failure.reason) {
    case "invalid":
      return failure.errors.map(({ field, detail }) => `${field}: ${detail}`);
    case "too_large":
      return [`${failure.what} has more than ${failure.limitBytes} bytes`];
    case "contended":
    case "edited_meanwhile":
      return ["others wrote at the same time: import it again"];
    case "forbidden":
      return [failure.detail];
    case "not_found":
      return ["it is not there any more"];
  }
}

/** What a command brought, for the report. */
export const takenBy = (outcome: Outcome<unknown>, { kind, key }: Pick<Taken, "kind" | "key">): Taken =>
  outcome.ok
    ? { outcome: "changed", kind, key, notes: [] }
    : { outcome: "failed", kind, key, notes: notesOf(outcome.failure) };
