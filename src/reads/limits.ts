// Every limit and pause of counting, each with its reason.

import { PART_TIMEOUT_MS } from "../db/within";

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

export const DAY_MS = 24 * HOUR_MS;

/** Deliveries of one article that an isolate has under way (R1): enough to hide the distance, few enough for one object. */
export const LANES = 4;

/**
 * A delivery first sent longer ago (or ahead) is refused (R4). Half of SENDER_KEPT_MS, so that a folded sender's number
 * cannot come back, whichever way the two clocks differ by up to as much.
 */
export const MAX_DELIVERY_AGE_MS = 12 * HOUR_MS;

/** How long a silent sender's last number is kept (R4). */
export const SENDER_KEPT_MS = DAY_MS;

/** Days a counter keeps apart, beyond which only D1 knows them: covers every time zone and a long outage at midnight. */
export const DAYS_KEPT = 3;

/** A host's name is at most so long: DNS allows 253, and nobody lives there. */
export const MAX_HOST_LENGTH = 100;

/** Hosts named in one delivery, beyond which they are "other": a delivery stays within 3 KB. */
export const MAX_HOSTS_OF_DELIVERY = 20;

/** Hosts named of one article and day, likewise: each may be a row of D1. */
export const MAX_HOSTS_OF_DAY = 50;

/** Between two flushes of one object (R8): a row written to D1 is the scarce good. */
export const FLUSH_EVERY_MS = 5 * MINUTE_MS;

/** The longest pause before a failed flush is tried again. */
export const MAX_FLUSH_PAUSE_MS = HOUR_MS;

/** D1 that has not answered a first contact by then counts as down. Less than a reader waits for the counter that asks. */
export const FIRST_CONTACT_MS = PART_TIMEOUT_MS - SECOND_MS / 2;

/** After D1 failed a first contact, reads are counted without asking for so long. */
export const ASK_AGAIN_MS = 10 * SECOND_MS;

/** D1 that has not taken a flush by then counts as down: nobody waits for it. */
export const FLUSH_ANSWER_MS = 20 * SECOND_MS;

/** Articles an isolate keeps lanes for: about 1 KB each. */
export const MAX_ARTICLES = 2000;

/** Lanes that nobody has touched for so long hold reads whose promise has lapsed (R3); they go when room is short. */
export const LAPSED_AFTER_MS = MINUTE_MS;

/** The pauses of an isolate's deliveries; tests shorten them. */
export interface DeliveryTimes {
  /** A reader is answered by then, with 503 if need be. More than FIRST_CONTACT_MS. */
  answerMs: number;
  /** An attempt without an answer by then has an unknown outcome and is sent again (R2). */
  attemptMs: number;
  firstPauseMs: number;
  longestPauseMs: number;
  /** Between a queued request's looks at its read. */
  firstLookMs: number;
  longestLookMs: number;
  /** A request delivers and watches for so long: the platform ends it 30 s after its answer. */
  requestMs: number;
  /** Added to each lease of a lane: a request that is late by more is taken for dead. */
  leaseSlackMs: number;
}

export const DELIVERY_TIMES: DeliveryTimes = {
  answerMs: PART_TIMEOUT_MS,
  attemptMs: 4 * SECOND_MS,
  firstPauseMs: 50,
  longestPauseMs: 5 * SECOND_MS,
  firstLookMs: 20,
  longestLookMs: SECOND_MS,
  requestMs: 29 * SECOND_MS,
  leaseSlackMs: SECOND_MS,
};
