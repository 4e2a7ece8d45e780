// What may be said of a visit: whether its answer was right (P2), in time (P12), and no dearer than it had to be (P8, P9).

import { decodePage, type Page, type PageHeader } from "../../../src/pages/page";
import type { Served } from "../../../src/pages/serve";
import type { LedgerView } from "../../../src/pages/view";
import { MAX_LAG_MS } from "./database";
import type { Isolate, World } from "./world";
import { contentOf, HEAD, PUT_PAUSE_MS, shownOn } from "./world";

const HOUR = 3_600_000;
/** The promise's bound, and all that these rules name, as the protocol has them: not as the code has them. */
const HARD_AGE_MS = 15_000;
const SOFT_AGE_MS = 5_000;
const STANDS_IN_MS = 24 * HOUR;
const LEDGER_KEPT_MS = 8 * 24 * HOUR;
/** KV or the tail, then the tags, then a render: each at most 2 s. */
const LONGEST_MS = 6_000;

export interface Visit {
  isolate: Isolate;
  page: number;
  build: string;
  /** In ms since the world began, and by the machines' clock. */
  began: number;
  beganWall: number;
  /** How many states the database had had, and of which incarnation the last one was. */
  statesBefore: number;
  incarnation: string;
  /** What the isolate had written itself. */
  own: ReadonlyMap<number, number>;
  inMemory: Page | null;
  view: LedgerView | null;
  /** Somebody else was reading the tail. */
  isTailUnderWay: boolean;
  /** How the parts that it asked behaved at that moment. */
  asked: { status: string; latencyMs: number }[];
  /** What KV had of the page and could give in time, when it was asked. */
  inKv?: (Uint8Array<ArrayBuffer> | null)[];
  rendering?: Promise<unknown>;
}

/** What was wrong with an answer. */
export function faultsOf(world: World, visit: Visit, served: Served): string[] {
  const { time } = world;
  const took = time.now - visit.began;
  return [
    ...(took > LONGEST_MS ? [`a visit of page ${visit.page} took ${took} ms`] : []),
    ...wrongContent(world, visit, served),
    ...(served.outcome === "rendered" && needlessly(world, visit)
      ? [`page ${visit.page} was rendered, though a stored one was true`]
      : []),
    ...(served.outcome === "rendered" && !served.stored && isWorthStoring(world, visit)
      ? [`page ${visit.page} was not put in KV, though it is a head page`]
      : []),
    ...(served.outcome === "unavailable" && couldStandIn(world, visit)
      ? [`page ${visit.page} was unavailable, though a stored one could stand in`]
      : []),
    ...(served.outcome === "unavailable" && world.calmSince !== null && world.calmSince < visit.began
      ? [`page ${visit.page} was unavailable, though D1 answered`]
      : []),
    ...(isInstant(world, visit) && !(served.outcome === "hit" && visit.inKv === undefined && took === 0)
      ? [`page ${visit.page} was in memory, and a visit waited all the same`]
      : []),
  ];
}

/** What was wrong when all that a visit left behind was done. */
export function faultsAfterwards(world: World, visit: Visit): string[] {
  const { time } = world;
  const { view } = visit.isolate.server.ledger;
  if (visit.isTailUnderWay || !wasCalm(world, visit) || time.steppedSince(visit.began)) return [];
  const age = view === null ? Number.POSITIVE_INFINITY : visit.beganWall - view.began;
  return age > SOFT_AGE_MS ? [`after a visit the view is ${age} ms old`] : [];
}

function wrongContent(world: World, visit: Visit, served: Served): string[] {
  if (served.outcome === "unavailable" || served.outcome === "bypassed") return [];
  const { time, db } = world;
  const { page, build } = visit;
  const { view } = visit.isolate.server.ledger;
  const from = served.outcome === "hit" ? served.from : "a render";
  const body = new TextDecoder().decode(served.page.plain);
  const say = (what: string) => [`served ${body} (${from}) of page ${page}: ${what}`];
  // Until it hears that the database is another one, an isolate compares its own versions with the old one's.
  const { incarnation } = db.latest;
  const isOfOne = visit.incarnation === incarnation && served.page.header.incarnation === incarnation;
  if (isOfOne && undoes(visit, body)) return say("older than what this isolate had written");
  if (from === "stale-if-error") {
    const { header } = served.page;
    if (header.until !== null && header.until <= time.wall) return say("its time had come");
    const known = view?.incarnation === header.incarnation ? view.purgedAt : new Map<string, number>();
    if (header.tags.some((tag) => (known.get(tag) ?? 0) > header.version)) return say("known to be purged");
    const failing = view === null ? 0 : time.wall - view.began;
    return failing > STANDS_IN_MS + LONGEST_MS ? say(`D1 had not been heard for ${failing} ms`) : [];
  }
  // A clock that was set back by less than a view's age makes it seem younger by as much.
  const bound = HARD_AGE_MS + Math.min(HARD_AGE_MS, time.setBackSince(time.now - 4 * HARD_AGE_MS));
  const start = served.outcome === "hit" ? time.now - bound - MAX_LAG_MS : visit.began - MAX_LAG_MS;
  // A slow render may say by the clock of its beginning what a later state says: its until has passed, and it is not kept.
  const isRender = served.outcome === "rendered";
  const right = contentsBetween(world, page, { from: start, to: time.now, isRender }).map(
    (content) => `${build} ${content}`,
  );
  return right.includes(body) ? [] : say(`right were ${right.join(" or ")} at ${db.latest.committedAt}`);
}

/** All that a page may have said from one moment to another: each state of the database, by each moment that is not before it. */
function contentsBetween(
  { time, db }: World,
  page: number,
  { from, to, isRender }: { from: number; to: number; isRender: boolean },
): string[] {
  const contents = db.states.flatMap((state, place) => {
    const replaced = db.states[place + 1]?.committedAt ?? to;
    if (replaced < from) return [];
    const walls = time.wallBetween(isRender ? from : Math.max(from, state.committedAt), to);
    const turns = state.planned.map(({ at }) => at);
    const moments = walls.flatMap(([begins, ends]) => [begins, ...turns.filter((at) => at > begins && at <= ends)]);
    return moments.map((moment) => contentOf(state, page, moment));
  });
  return [...new Set(contents)];
}

/** Whether a body is older than what the isolate had written before the visit. */
function undoes({ page, build, own }: Visit, body: string): boolean {
  const parsed: unknown[] = JSON.parse(body.slice(build.length + 1));
  const texts = parsed.slice(2).map(Number);
  return shownOn(page).some((article, place) => (texts[place] ?? 0) < (own.get(article) ?? 0));
}

function needlessly(world: World, visit: Visit): boolean {
  const { db, time } = world;
  if (!wasCalm(world, visit) || db.states.length > visit.statesBefore || time.steppedSince(visit.began)) return false;
  if (wasRestoredSince(world, time.now - 4 * HARD_AGE_MS)) return false;
  return candidates(visit).some((header) => header.build === visit.build && isTrue(world, header));
}

function couldStandIn(world: World, visit: Visit): boolean {
  const { time, failingSince } = world;
  if (failingSince === null || failingSince > visit.began || time.steppedSince(failingSince)) return false;
  const heard = visit.view?.began ?? visit.isolate.started;
  if (time.wall - heard >= STANDS_IN_MS - HOUR) return false;
  // A page of a restored database can't be weighed by a view of the one before.
  const isOf = ({ incarnation }: PageHeader) => visit.view === null || visit.view.incarnation === incarnation;
  return candidates(visit).some((header) => isOf(header) && isTrue(world, header));
}

/** A head page is, unless the isolate has put it there within a minute (P10, P16). */
function isWorthStoring({ time }: World, { page, isolate, began }: Visit): boolean {
  const last = isolate.puts.get(page);
  return page === HEAD && (last === undefined || began - last > PUT_PAUSE_MS) && !time.steppedSince(last ?? began);
}

/** Whether a visit could be answered from memory at once: whatever happens to D1 and KV. */
function isInstant(world: World, { inMemory, view, build, beganWall, statesBefore }: Visit): boolean {
  if (inMemory === null || view === null || world.db.states.length > statesBefore) return false;
  const age = beganWall - view.began;
  const { header } = inMemory;
  const isFresh = age >= 0 && age < HARD_AGE_MS;
  const isKnown = header.build === build && header.incarnation === view.incarnation && header.version >= view.reach;
  return isFresh && isKnown && isTrue(world, header);
}

/** Whether a stored page still says what a render would say, whoever knows of it. */
function isTrue({ db, time }: World, { incarnation, until, tags, version }: PageHeader): boolean {
  const newer = db.latest.everPurged.filter(({ id }) => id > version);
  return (
    incarnation === db.latest.incarnation &&
    (until === null || until > time.wall) &&
    newer.every(({ tag, at }) => !tags.includes(tag) && at >= time.wall - LEDGER_KEPT_MS)
  );
}

function candidates({ inMemory, inKv }: Visit): PageHeader[] {
  const kept = (inKv ?? []).map((bytes) => bytes && decodePage(bytes.slice().buffer));
  return [inMemory, ...kept].filter((page) => page !== null).map(({ header }) => header);
}

/** All parts that a visit asked were up, and quick. */
const wasCalm = ({ failingSince }: World, { asked }: Visit): boolean =>
  failingSince === null && asked.every(({ status, latencyMs }) => status === "up" && latencyMs < 1000);

const wasRestoredSince = ({ db }: World, moment: number): boolean =>
  db.states.some(({ incarnation, committedAt }, place) => {
    const before = db.states[place - 1];
    return before !== undefined && before.incarnation !== incarnation && committedAt >= moment;
  });
