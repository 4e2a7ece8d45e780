// The lanes of one article in one isolate, as plain data: which reads ride in which delivery, and who runs a lane.
//
// Reads have positions in a queue. A delivery takes the whole queue, and is then fixed: the same number always carries
// the same reads (R2), and a lane gives no new number before the last one is answered (R1). All of it is synchronous,
// and nothing here belongs to a request, so any request may carry on where another one died (R3).

import { addReads, type Hosts, keptAs } from "./hosts";
import { LANES, MAX_HOSTS_OF_DELIVERY } from "./limits";

export interface Sending {
  sequence: number;
  reads: number;
  firstSentAt: number;
  hosts?: Hosts;
  /** The queue's positions that ride in it: after `from`, up to `to`. */
  from: number;
  to: number;
}

export interface Lane {
  readonly number: number;
  sequence: number;
  /** Not answered yet. */
  sending: Sending | null;
  /** Who runs it, until the lease ends. */
  runner: symbol | null;
  leasedUntil: number;
}

export interface ArticleLanes {
  /** Never used again once these lanes are dropped, or their numbers would start anew under an old name. */
  readonly sender: string;
  readonly lanes: readonly Lane[];
  /** The last position given out, and the last one that rides in a delivery. */
  queued: number;
  taken: number;
  /** The hosts that queued reads came from. */
  readonly hosts: Map<string, number>;
  /** The latest total known. */
  reads: number | null;
  /** The counter's latest word on whether there is such an article. */
  isUnknown: boolean;
  touchedAt: number;
}

/** One request's hold on a lane. */
export interface Run {
  readonly lane: Lane;
  readonly runner: symbol;
}

export function makeLanes(sender: string): ArticleLanes {
  const lanes = Array.from({ length: LANES }, (_, number) => ({
    number,
    sequence: 0,
    sending: null,
    runner: null,
    leasedUntil: 0,
  }));
  return { sender, lanes, queued: 0, taken: 0, hosts: new Map(), reads: null, isUnknown: false, touchedAt: 0 };
}

/** Queues one read, from a page of `host` if that is another site's; its position. */
export function queueRead(article: ArticleLanes, { now, host }: { now: number; host: string | null }): number {
  article.touchedAt = now;
  article.queued += 1;
  if (host !== null) addReads(article.hosts, keptAs(host, article.hosts, MAX_HOSTS_OF_DELIVERY), 1);
  return article.queued;
}

/** Holds a lane that nobody runs until `leasedUntil`: one that was left with a delivery first, else a free one. */
export function claimLane(
  article: ArticleLanes,
  { now, leasedUntil }: { now: number; leasedUntil: number },
): Run | null {
  const idle = article.lanes.filter((lane) => lane.runner === null || lane.leasedUntil < now);
  const lane = idle.find(({ sending }) => sending !== null) ?? idle[0];
  if (!lane) return null;
  lane.runner = Symbol("runner");
  lane.leasedUntil = leasedUntil;
  return { lane, runner: lane.runner };
}

/** Whether the lane is still this run's; a run that overslept its lease may have lost it. */
export function holds({ lane, runner }: Run): boolean {
  return lane.runner === runner;
}

/** Gives the lane up, with its delivery if that is not answered yet. */
export function release(run: Run): void {
  if (holds(run)) run.lane.runner = null;
}

/** What the lane has to send: the delivery that is not answered yet, else the queue; null when there is neither. */
export function takeDelivery(article: ArticleLanes, { lane }: Run, now: number): Sending | null {
  if (lane.sending) return lane.sending;
  if (article.queued === article.taken) return null;
  lane.sequence += 1;
  lane.sending = {
    sequence: lane.sequence,
    reads: article.queued - article.taken,
    firstSentAt: now,
    ...(article.hosts.size > 0 && { hosts: Object.fromEntries(article.hosts) }),
    from: article.taken,
    to: article.queued,
  };
  article.taken = article.queued;
  article.hosts.clear();
  return lane.sending;
}

/** Notes that a delivery was answered. Of two runs that sent it, the second changes nothing. */
export function settleDelivery(lane: Lane, sending: Sending): void {
  if (lane.sending === sending) lane.sending = null;
}

/** Whether the read at `position` has been answered for. */
export function isDelivered({ lanes, taken }: ArticleLanes, position: number): boolean {
  return (
    position <= taken && !lanes.some(({ sending }) => sending && sending.from < position && position <= sending.to)
  );
}

/** Whether nothing is queued or under way. */
export function isIdle({ lanes, queued, taken }: ArticleLanes): boolean {
  return queued === taken && lanes.every(({ sending, runner }) => sending === null && runner === null);
}
