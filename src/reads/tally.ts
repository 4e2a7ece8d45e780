// What one counter has counted: adds each delivery once (R4) and carries on from what D1 knew (R6).
//
// Everything that must outlive an eviction is in the tables; the fields are a cache of them. Until the first delivery
// there are no tables: a counter that was only asked, or has no article, stores nothing.

import { localDay } from "../content/local-time";
import type { FirstContact } from "../db/reads";
import { type Counted, counterTables, type Facts, isDated, LONG_AGO, UNDATED } from "./counter-tables";
import { dayBefore } from "./days";
import type { Delivery } from "./delivery";
import { type Hosts, keepHosts } from "./hosts";
import { DAYS_KEPT, MAX_DELIVERY_AGE_MS, MAX_HOSTS_OF_DAY, SENDER_KEPT_MS } from "./limits";

/** What a counter tells D1. */
export interface Snapshot {
  counted: number;
  days: Record<string, number>;
  /** Reads by host, of each of those days that has any. */
  hosts: Record<string, Hosts>;
}

export class Tally {
  readonly #storage: DurableObjectStorage;
  readonly #tables: ReturnType<typeof counterTables>;
  #facts: Facts | null = null;
  #counted = 0;
  /** The hosts named of each day. */
  #hosts = new Map<string, Set<string>>();
  /** D1's answer to a counter that has stored nothing yet. */
  #met: FirstContact | null = null;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
    this.#tables = counterTables(storage.sql);
    this.#load();
  }

  /** The stored facts; null while nothing is stored. */
  get facts(): Readonly<Facts> | null {
    return this.#facts;
  }

  /** Whether D1 has told what was counted before. */
  get hasMet(): boolean {
    return this.#met !== null || (this.#facts !== null && this.#facts.base !== null);
  }

  /** All reads of the article; null until D1 has told what was counted before. */
  get total(): number | null {
    if (this.#met) return this.#met.base + this.#met.counted;
    return this.#facts === null || this.#facts.base === null ? null : this.#facts.base + this.#counted;
  }

  /** Whether D1 lacks reads. */
  get isUnflushed(): boolean {
    return this.#facts !== null && this.#counted !== this.#facts.flushed;
  }

  /** Adds a delivery to the counter called `name`, once however often it comes. One row written, more for the first. */
  add(delivery: Delivery, name: string, now: number): "added" | "repeated" | "refused" {
    const sender = `${delivery.sender}.${delivery.lane}`;
    if (this.#facts && delivery.sequence <= this.#tables.lastFrom(sender)) return "repeated";
    if (Math.abs(now - delivery.firstSentAt) > MAX_DELIVERY_AGE_MS) return "refused";
    this.#atomically(() => {
      const { timeZone } = this.#facts ?? this.#begin(name, now);
      const day = timeZone === null ? UNDATED : localDay(now, timeZone);
      const { sequence: last, reads, hosts } = delivery;
      this.#save({ sender, day, last, reads, seen: now, ...(hosts && { hosts }) });
      this.#counted += reads;
    });
    return "added";
  }

  /** Takes D1's first answer; later ones are ignored, for by then D1 has this counter's own reads. */
  meet(contact: FirstContact, now: number): void {
    if (this.hasMet) return;
    const facts = this.#facts;
    if (facts) this.#atomically(() => this.#carryOn(facts, contact, now));
    else this.#met = contact;
  }

  /** Forgets D1's answer to a counter that has stored nothing: it asks again. */
  forgetContact(): void {
    this.#met = null;
  }

  /** What D1 should know, in absolute values. */
  snapshot(): Snapshot {
    const days = this.#facts ? [...this.#tables.days()].filter(([day]) => isDated(day)) : [];
    const withHosts = days.filter(([, { hosts }]) => hosts.size > 0);
    return {
      counted: this.#counted,
      days: Object.fromEntries(days.map(([day, { reads }]) => [day, reads])),
      hosts: Object.fromEntries(withHosts.map(([day, { hosts }]) => [day, Object.fromEntries(hosts)])),
    };
  }

  /** Notes that D1 has `counted` reads, and what it answered. */
  flushed(counted: number, { base, timeZone }: { base: number; timeZone: string }): void {
    if (this.#facts) this.#saveFacts({ ...this.#facts, base, timeZone, flushed: counted, failures: 0 });
  }

  /** Notes that D1 could not be told. */
  failed(): void {
    if (this.#facts) this.#saveFacts({ ...this.#facts, failures: this.#facts.failures + 1 });
  }

  /**
   * Folds senders that have been silent for SENDER_KEPT_MS, and old days that D1 has. The total stays. Says when the next
   * sender is due, null when none is left.
   */
  fold(now: number): number | null {
    const facts = this.#facts;
    if (!facts) return null;
    this.#atomically(() => {
      this.#tables.foldSenders(now - SENDER_KEPT_MS);
      if (facts.timeZone === null || this.isUnflushed) return;
      const oldestKept = dayBefore(localDay(now, facts.timeZone), DAYS_KEPT);
      this.#tables.foldDays(oldestKept);
      for (const day of this.#hosts.keys()) if (day < oldestKept) this.#hosts.delete(day);
    });
    const oldest = this.#tables.oldestSeen();
    return oldest === null ? null : oldest + SENDER_KEPT_MS;
  }

  #load(): void {
    this.#facts = null;
    this.#counted = 0;
    this.#hosts.clear();
    if (!this.#tables.exist()) return;
    this.#tables.upgrade();
    this.#facts = this.#tables.facts();
    for (const [day, { reads, hosts }] of this.#tables.days()) {
      this.#counted += reads;
      this.#hosts.set(day, new Set(hosts.keys()));
    }
  }

  /** All of `work` or nothing, in the tables and in the fields. */
  #atomically(work: () => void): void {
    try {
      this.#storage.transactionSync(work);
    } catch (error) {
      this.#load();
      throw error;
    }
  }

  #begin(name: string, now: number): Facts {
    this.#tables.create(name);
    const facts = this.#tables.facts();
    this.#facts = facts;
    if (!this.#met) return facts;
    const carried = this.#carryOn(facts, this.#met, now);
    this.#met = null;
    return carried;
  }

  /** The days D1 knows become this counter's own, and the rest one row, so that the sum is D1's total (negative when days were imported). */
  #carryOn(facts: Facts, { base, counted, days, hosts, timeZone }: FirstContact, now: number): Facts {
    const ofDays = Object.values(days).reduce((sum, reads) => sum + reads, 0);
    for (const [day, reads] of Object.entries(days)) {
      this.#tables.carry(day, reads, hosts[day]);
      this.#hosts.set(day, new Set(Object.keys(hosts[day] ?? {})));
    }
    if (counted !== ofDays) this.#tables.carry(LONG_AGO, counted - ofDays);
    const today = localDay(now, timeZone);
    for (const row of this.#tables.takeUndated()) this.#save({ ...row, day: today });
    this.#hosts.delete(UNDATED);
    this.#counted += counted;
    return this.#saveFacts({ ...facts, base, timeZone, flushed: counted });
  }

  /** Stores reads, with the hosts that their day has room for. */
  #save({ hosts, ...counted }: Counted): void {
    if (hosts === undefined) {
      this.#tables.add(counted);
      return;
    }
    const known = this.#hosts.get(counted.day) ?? new Set();
    this.#hosts.set(counted.day, known);
    this.#tables.add({ ...counted, hosts: keepHosts(hosts, known, MAX_HOSTS_OF_DAY) });
  }

  #saveFacts(facts: Facts): Facts {
    this.#tables.saveFacts(facts);
    this.#facts = facts;
    return facts;
  }
}
