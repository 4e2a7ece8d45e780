// What an isolate and an article's counter say to each other: the counter's name, deliveries and answers.

import { areHosts, type Hosts } from "./hosts";

/** Reads on their way to a counter: added once, however often they arrive (R1, R2). */
export interface Delivery {
  articleId: number;
  /** The sending isolate's random id. */
  sender: string;
  lane: number;
  /** Grows by one with each delivery of this sender's lane. */
  sequence: number;
  reads: number;
  /** When it was first sent, by the sender's clock; the same in every repetition. */
  firstSentAt: number;
  /** How many of the reads came from which other site; absent when none did. The same in every repetition. */
  hosts?: Hosts;
}

/**
 * `added`: stored, and it counts; `repeated`: it already did; `refused`: too old to tell a repetition, not added;
 * `unknown`: no such article, nothing stored. `reads` is null while D1 has not told what was counted before.
 */
export type AddOutcome = { outcome: "added" | "repeated" | "refused"; reads: number | null } | { outcome: "unknown" };

export type TotalOutcome = { outcome: "known"; reads: number | null } | { outcome: "unknown" };

/** A counter as its callers see it; `env.READS` gives them by name. */
export interface Counters {
  getByName(name: string): {
    add(delivery: Delivery): Promise<AddOutcome>;
    total(articleId: number): Promise<TotalOutcome>;
  };
}

/** Counters as exports and imports see them. */
export interface FlushedCounters {
  getByName(name: string): { flush(articleId: number): Promise<boolean> };
}

/** A counter's name: another database's article of the same number is another counter (R5). */
export function counterName(siteGuid: string, articleId: number): string {
  return `${siteGuid}:${articleId}`;
}

/** The two parts of a counter's name; null for anything else. */
export function parseCounterName(name: string | undefined): { siteGuid: string; articleId: number } | null {
  const [, siteGuid, id] = name?.match(/^(.+):([1-9]\d{0,14})$/) ?? [];
  return siteGuid && id ? { siteGuid, articleId: Number(id) } : null;
}

/** Whether a delivery is one that an isolate can have sent. */
export function isDelivery(delivery: Delivery): boolean {
  const { sender, lane, sequence, reads, firstSentAt, hosts = {} } = delivery;
  const whole = Number.isSafeInteger(lane) && Number.isSafeInteger(sequence) && Number.isSafeInteger(reads);
  const isCount = whole && lane >= 0 && sequence > 0 && reads > 0;
  return isCount && sender.length > 0 && Number.isFinite(firstSentAt) && areHosts(hosts, reads);
}
