// When an article's counter writes and wakes: src/reads/counter.ts and tally.ts as far as they are billed, by the same clock.
//
// It counts what happens; what each thing costs is measured on a real object (units.ts).

const FLUSH_EVERY_MS = 5 * 60_000;
const DAY_MS = 86_400_000;
const SENDER_KEPT_MS = DAY_MS;
/** An object that nobody asks for so long is taken from memory, and reads its tables again when it is woken. */
const IDLE_MS = 10_000;

export interface CounterEvents {
  deliveries: number;
  /** Times that an alarm was set, and that one came. */
  alarmsSet: number;
  alarms: number;
  /** Alarms that brought reads to D1, and those of them that were the first of an article's day. */
  flushes: number;
  firstOfDay: number;
  /** Senders that an alarm has folded: a row deleted each; and alarms that folded any: a row of the day written. */
  foldedSenders: number;
  folds: number;
  /** Times that the tables were read by an object just woken. */
  wakings: number;
  /** Sender rows that there were at alarms and wakings: each scan of the table reads them. */
  sendersAtAlarms: number;
  sendersAtWakings: number;
}

export const noEvents = (): CounterEvents => ({
  deliveries: 0,
  alarmsSet: 0,
  alarms: 0,
  flushes: 0,
  firstOfDay: 0,
  foldedSenders: 0,
  folds: 0,
  wakings: 0,
  sendersAtAlarms: 0,
  sendersAtWakings: 0,
});

export class CounterModel {
  readonly #events: CounterEvents;
  /** When each sender was last seen, the one silent longest first. */
  readonly #senders = new Map<number, number>();
  #alarmAt = Number.POSITIVE_INFINITY;
  #isUnflushed = false;
  #flushedDay = -1;
  #calledAt = Number.NEGATIVE_INFINITY;

  constructor(events: CounterEvents) {
    this.#events = events;
  }

  deliver(sender: number, now: number): void {
    this.wakeUntil(now);
    this.#wake(now);
    this.#events.deliveries += 1;
    this.#senders.delete(sender);
    this.#senders.set(sender, now);
    this.#isUnflushed = true;
    if (this.#alarmAt > now + FLUSH_EVERY_MS) this.#setAlarm(now + FLUSH_EVERY_MS);
  }

  /** Lets the alarms come that are due. */
  wakeUntil(now: number): void {
    while (this.#alarmAt <= now) this.#alarm(this.#alarmAt);
  }

  #alarm(now: number): void {
    this.#wake(now);
    this.#alarmAt = Number.POSITIVE_INFINITY;
    this.#events.alarms += 1;
    this.#events.sendersAtAlarms += this.#senders.size;
    if (this.#isUnflushed) this.#flush(Math.floor(now / DAY_MS));
    this.#fold(now);
    const [oldest] = this.#senders.values();
    if (oldest !== undefined) this.#setAlarm(Math.max(oldest + SENDER_KEPT_MS, now + FLUSH_EVERY_MS));
  }

  #flush(day: number): void {
    this.#events.flushes += 1;
    if (day !== this.#flushedDay) this.#events.firstOfDay += 1;
    this.#flushedDay = day;
    this.#isUnflushed = false;
  }

  #fold(now: number): void {
    let folded = 0;
    for (const [sender, seen] of this.#senders) {
      if (seen > now - SENDER_KEPT_MS) break;
      this.#senders.delete(sender);
      folded += 1;
    }
    this.#events.foldedSenders += folded;
    if (folded > 0) this.#events.folds += 1;
  }

  #setAlarm(at: number): void {
    this.#alarmAt = at;
    this.#events.alarmsSet += 1;
  }

  #wake(now: number): void {
    if (now - this.#calledAt > IDLE_MS) {
      this.#events.wakings += 1;
      this.#events.sendersAtWakings += this.#senders.size;
    }
    this.#calledAt = now;
  }
}
