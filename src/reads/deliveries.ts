// An isolate's reads on their way to the counters (R1 to R3).
//
// Requests share nothing but the lanes, which are plain data: workerd forbids a request to await another's promise. Each
// one holds its own waitUntil, runs a lane if one is free, and otherwise looks by its own timer whether its read is in.

import { within } from "../db/within";
import { type AddOutcome, type Counters, counterName } from "./delivery";
import { LaneRegistry } from "./lane-registry";
import {
  type ArticleLanes,
  claimLane,
  holds,
  isDelivered,
  queueRead,
  type Run,
  release,
  type Sending,
  settleDelivery,
  takeDelivery,
} from "./lanes";
import { DELIVERY_TIMES, type DeliveryTimes, MAX_ARTICLES } from "./limits";

export interface ReadCall {
  env: { READS: Counters };
  siteGuid: string;
  articleId: number;
  /** The other site whose page led here; absent or null: none is known. */
  host?: string | null;
  waitUntil: (work: Promise<unknown>) => void;
}

/**
 * `counted: true`: the counter has stored it; `"queued"`: it will, short of a crash or an outage of half a minute;
 * `down`: not known to be stored (it still may be, once). `reads` is the latest total known, null when none is.
 */
export type CountOutcome =
  | { outcome: "counted"; counted: true | "queued"; reads: number | null }
  | { outcome: "unknown" }
  | { outcome: "down" };

/** One read and the request that brought it. */
interface Visit {
  counters: Counters;
  name: string;
  articleId: number;
  article: ArticleLanes;
  position: number;
  onDelivered: () => void;
}

export class Deliveries {
  readonly #registry: LaneRegistry;
  readonly #times: DeliveryTimes;

  constructor({ times = DELIVERY_TIMES, capacity = MAX_ARTICLES } = {}) {
    this.#registry = new LaneRegistry(capacity);
    this.#times = times;
  }

  /** Counts one read: waits for the counter if a lane is free, queues it if none is. */
  async countRead({ env, siteGuid, articleId, host = null, waitUntil }: ReadCall): Promise<CountOutcome> {
    const name = counterName(siteGuid, articleId);
    const article = this.#registry.lanesOf(name, Date.now());
    if (!article) return { outcome: "down" };
    const position = queueRead(article, { now: Date.now(), host });
    const run = this.#claim(article);
    const { promise: delivered, resolve: onDelivered } = Promise.withResolvers<void>();
    const visit = { counters: env.READS, name, articleId, article, position, onDelivered };
    const work = this.#seeIn(visit, run);
    waitUntil(work);
    if (!run) return { outcome: "counted", counted: "queued", reads: article.reads };

    // Both promises are this request's own. A rejection changes nothing here: time ran out, and whether the read is in is
    // asked below; or `work` failed, which waitUntil reports.
    await within(this.#times.answerMs, Promise.race([delivered, work])).catch(() => {});
    if (!isDelivered(article, position)) return { outcome: "down" };
    return article.isUnknown ? { outcome: "unknown" } : { outcome: "counted", counted: true, reads: article.reads };
  }

  /** Sees a read in: by running a lane, or by watching others do so and stepping in when a lane is left. */
  async #seeIn(visit: Visit, firstRun: Run | null): Promise<void> {
    const { article, position } = visit;
    const until = Date.now() + this.#times.requestMs;
    let look = this.#times.firstLookMs;
    let run = firstRun;
    for (;;) {
      if (run) await this.#run(visit, run, until);
      if (isDelivered(article, position) || Date.now() >= until) return;
      await scheduler.wait(jittered(look));
      look = Math.min(look * 1.5, this.#times.longestLookMs);
      run = isDelivered(article, position) ? null : this.#claim(article);
    }
  }

  /** Sends what a lane holds, then the queue, until both are empty or the request's time is up. */
  async #run(visit: Visit, run: Run, until: number): Promise<void> {
    const { article, name } = visit;
    let pause = this.#times.firstPauseMs;
    while (holds(run) && Date.now() < until) {
      const sending = takeDelivery(article, run, Date.now());
      if (!sending) break;
      run.lane.leasedUntil = this.#leaseOf(this.#times.attemptMs);
      const answer = await this.#attempt(visit, run, sending);
      if (!("failed" in answer)) {
        this.#settle(visit, run, sending, answer);
        pause = this.#times.firstPauseMs;
        continue;
      }
      pause = Math.min(pause * (answer.failed === "overloaded" ? 8 : 2), this.#times.longestPauseMs);
      if (holds(run)) run.lane.leasedUntil = this.#leaseOf(pause);
      await scheduler.wait(jittered(pause));
    }
    release(run);
    if (article.isUnknown) this.#registry.dropIdle(name);
  }

  /** Sends a delivery once, on a stub of its own: one that has thrown stays broken. Any failure leaves it unknown (R2). */
  async #attempt(
    { counters, name, articleId, article }: Visit,
    { lane }: Run,
    { sequence, reads, firstSentAt, hosts }: Sending,
  ): Promise<AddOutcome | { failed: "overloaded" | "unknown" }> {
    const { sender } = article;
    const delivery = { articleId, sender, lane: lane.number, sequence, reads, firstSentAt, ...(hosts && { hosts }) };
    try {
      return await within(this.#times.attemptMs, counters.getByName(name).add(delivery));
    } catch (cause) {
      console.warn("reads: a delivery was not answered", name, delivery.sender, lane.number, sequence, cause);
      return { failed: isOverloaded(cause) ? "overloaded" : "unknown" };
    }
  }

  #settle({ article, position, name, onDelivered }: Visit, { lane }: Run, sending: Sending, answer: AddOutcome): void {
    settleDelivery(lane, sending);
    article.isUnknown = answer.outcome === "unknown";
    if (answer.outcome !== "unknown") article.reads = answer.reads;
    if (answer.outcome === "refused") console.warn("reads: too old, not added", name, sending.reads);
    if (isDelivered(article, position)) onDelivered();
  }

  #claim(article: ArticleLanes): Run | null {
    return claimLane(article, { now: Date.now(), leasedUntil: this.#leaseOf(this.#times.attemptMs) });
  }

  #leaseOf(ms: number): number {
    return Date.now() + ms + this.#times.leaseSlackMs;
  }
}

/** This isolate's deliveries. */
export const deliveries = new Deliveries();

function isOverloaded(error: unknown): boolean {
  return error instanceof Error && "overloaded" in error && error.overloaded === true;
}

/** Half of `ms` to all of it, so that requests that failed together do not come back together. */
function jittered(ms: number): number {
  return ms * (0.5 + Math.random() / 2);
}
