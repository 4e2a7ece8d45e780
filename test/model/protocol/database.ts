// The database of a history: its states one after the other, replicas that lag, and a D1 that is slow, down or hangs.

import type { LedgerSource, Session } from "../../../src/pages/ledger-source";
import { LEDGER_KEPT_MS } from "../../../src/pages/limits";
import { SITE } from "../../../src/pages/tags";
import type { Time } from "./time";

export interface LedgerRow {
  id: number;
  tag: string;
  at: number;
}

export interface State {
  committedAt: number;
  incarnation: string;
  /** What each article says. */
  texts: readonly number[];
  /** What the clock alone will have each article say. */
  planned: readonly { at: number; article: number; text: number }[];
  ledger: readonly LedgerRow[];
  /** The ledger as if nothing had ever been pruned. */
  everPurged: readonly LedgerRow[];
}

export interface Behaviour {
  status: "up" | "down" | "hangs";
  latencyMs: number;
  /** How far the replica lags that is asked. */
  lagMs: number;
}

/** The model's tail is short, so that small histories reach beyond it (P9). */
const TAIL = 4;
export const MAX_LAG_MS = 3_000;

export class Database {
  behaviour: Behaviour = { status: "up", latencyMs: 0, lagMs: 0 };
  readonly states: State[];
  readonly #time: Time;
  readonly #places = new WeakMap<Session, { asked: number; seen: number }>();

  constructor(time: Time, articles: number) {
    this.#time = time;
    const ledger = [{ id: 1, tag: SITE, at: 0 }];
    const texts = Array<number>(articles).fill(0);
    this.states = [{ committedAt: 0, incarnation: "first", texts, planned: [], ledger, everPurged: ledger }];
  }

  get latest(): State {
    const last = this.states.at(-1);
    if (last === undefined) throw new Error("the world had begun");
    return last;
  }

  /** Commits a change with a ledger row for each tag. */
  async commit(tags: readonly string[], change: (before: State) => Partial<State>) {
    // No two states at the same moment.
    await this.#time.pass(1);
    const before = this.latest;
    const first = (before.ledger.at(-1)?.id ?? 0) + 1;
    const rows = tags.map((tag, place) => ({ id: first + place, tag, at: this.#time.wall }));
    const added = { ledger: [...before.ledger, ...rows], everPurged: [...before.everPurged, ...rows] };
    this.states.push({ ...before, ...change(before), ...added, committedAt: this.#time.now });
    return { rows, bookmark: bookmarkOf(this.states.length - 1) };
  }

  /** An older state comes back under a new incarnation; version numbers are given out again (P11). */
  async restore(back: number): Promise<void> {
    await this.#time.pass(1);
    const older = this.states.at(-1 - Math.min(back, this.states.length - 1)) ?? this.latest;
    this.states.push({ ...older, committedAt: this.#time.now, incarnation: `restored at ${this.#time.now}` });
  }

  /** Forgets the ledger's old rows, but never its newest (P10). */
  async prune(): Promise<void> {
    await this.#time.pass(1);
    const { ledger } = this.latest;
    const before = this.#time.wall - LEDGER_KEPT_MS;
    const kept = ledger.filter(({ at }, place) => at >= before || place === ledger.length - 1);
    this.states.push({ ...this.latest, committedAt: this.#time.now, ledger: kept });
  }

  /** A session on some replica, which has seen what the bookmark names (P13). */
  session(bookmark: string): Session {
    const unused = (): never => {
      throw new Error("the model is not asked in SQL");
    };
    const asked = /^\d+$/.test(bookmark) ? Number(bookmark) : 0;
    const session: Session = {
      ...{ prepare: unused, batch: unused },
      getBookmark: () => bookmarkOf(this.#places.get(session)?.seen ?? asked),
    };
    this.#places.set(session, { asked, seen: asked });
    return session;
  }

  /** One query: its state is that of the moment when the replica answers. */
  async read(session: Session): Promise<State> {
    const { status, latencyMs, lagMs } = this.behaviour;
    if (status === "hangs") return new Promise(() => {});
    await this.#time.sleep(Math.floor(latencyMs / 2));
    const lagging = this.states.findLastIndex(({ committedAt }) => committedAt <= this.#time.now - lagMs);
    const asked = this.#places.get(session)?.asked ?? 0;
    const seen = Math.max(asked, lagging, 0);
    await this.#time.sleep(Math.ceil(latencyMs / 2));
    if (status === "down") throw new Error("D1_ERROR: down");
    this.#places.set(session, { asked, seen });
    return this.states[seen] ?? this.latest;
  }

  readonly source: LedgerSource = {
    readTail: async (session, since) => {
      const { ledger, incarnation } = await this.read(session);
      const rows = ledger.filter(({ id }) => id > since).toReversed();
      const [oldest, head] = [ledger[0]?.id ?? 0, ledger.at(-1)?.id ?? 0];
      return { guid: "guid", incarnation, oldest, head, rows: rows.slice(0, TAIL), cut: rows.length >= TAIL };
    },
    readTags: async (session, tags) => {
      const { ledger } = await this.read(session);
      const newest = Math.max(0, ...ledger.filter(({ tag }) => tags.includes(tag)).map(({ id }) => id));
      return { newest, oldest: ledger[0]?.id ?? 0, head: ledger.at(-1)?.id ?? 0 };
    },
  };
}

const bookmarkOf = (place: number): string => String(place).padStart(8, "0");
