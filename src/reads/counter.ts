// One article's counter: the Durable Object that holds the truth about its reads (R4 to R8).

import { DurableObject } from "cloudflare:workers";
import { localDay } from "../content/local-time";
import { type FirstContactRow, type FlushRow, firstContact, flushReads, toFirstContact } from "../db/reads";
import { within } from "../db/within";
import type { Env } from "../env";
import { dayBefore } from "./days";
import { type AddOutcome, type Delivery, isDelivery, parseCounterName, type TotalOutcome } from "./delivery";
import { ASK_AGAIN_MS, FIRST_CONTACT_MS, FLUSH_ANSWER_MS, FLUSH_EVERY_MS, MAX_FLUSH_PAUSE_MS } from "./limits";
import { Tally } from "./tally";

/** Whether D1 has told this counter about its article: `silent` when D1 does not answer, `unknown` when there is none. */
type Contact = "met" | "unknown" | "silent";

export class ReadCounter extends DurableObject<Env> {
  #tally = new Tally(this.ctx.storage);
  /** Shared by the calls that wait for it: an object's calls are one context, unlike a Worker's requests. */
  #asking: Promise<Contact> | null = null;
  #askAgainAt = 0;

  /** Adds a delivery once and tells the total. Stored when it answers. */
  async add(delivery: Delivery): Promise<AddOutcome> {
    if (!isDelivery(delivery)) throw new RangeError("not a delivery");
    if ((await this.#contact(delivery.articleId)) === "unknown") return { outcome: "unknown" };
    const alarmAt = await this.ctx.storage.getAlarm();
    const now = Date.now();
    const outcome = this.#tally.add(delivery, this.#name, now);
    const flushAt = now + this.#flushPause();
    // Set in the turn that stores the reads, so that a crash cannot part them. An alarm further off is for folding.
    const isLate = alarmAt === null || alarmAt > flushAt;
    if (this.#tally.isUnflushed && isLate) await this.ctx.storage.setAlarm(flushAt);
    return { outcome, reads: this.#tally.total };
  }

  /** The article's reads. Stores nothing. */
  async total(articleId: number): Promise<TotalOutcome> {
    if ((await this.#contact(articleId)) === "unknown") return { outcome: "unknown" };
    return { outcome: "known", reads: this.#tally.total };
  }

  /**
   * Brings to D1 now what is counted, and learns what an import set there: before an export, and after an import. Whether D1 has
   * it all.
   */
  async flush(articleId: number): Promise<boolean> {
    if (this.#tally.facts === null) {
      // Nothing is counted, and D1 is asked again by whoever comes next.
      this.#tally.forgetContact();
      return true;
    }
    if ((await this.#contact(articleId)) === "silent") return false;
    // Written even where D1 had it all: it may have been restored to what it was before.
    return this.#tally.facts === null || (await this.#write()) === "done";
  }

  /** Flushes to D1 and folds. Never throws for D1's sake: the platform gives up after six tries (R8). */
  override async alarm(): Promise<void> {
    if (!this.#tally.facts) return;
    // Another site's database has nothing to do with these reads, and this site's none to keep them in.
    if ((await this.#flush()) === "elsewhere") return;
    const now = Date.now();
    const foldAt = this.#tally.fold(now);
    if (this.#tally.isUnflushed) await this.#wakeBy(now + this.#flushPause());
    else if (foldAt !== null) await this.#wakeBy(Math.max(foldAt, now + FLUSH_EVERY_MS));
  }

  get #name(): string {
    const name = this.#tally.facts?.name ?? this.ctx.id.name;
    if (name === undefined) throw new RangeError("a counter has a name");
    return name;
  }

  #identity(): { siteGuid: string; articleId: number } {
    const identity = parseCounterName(this.#name);
    if (!identity) throw new RangeError(`"${this.#name}" does not name a counter`);
    return identity;
  }

  /** Makes sure that D1 has been asked about the article (R6). */
  async #contact(articleId: number): Promise<Contact> {
    if (articleId !== this.#identity().articleId)
      throw new RangeError(`this is not the counter of article ${articleId}`);
    if (this.#tally.hasMet) return "met";
    if (Date.now() < this.#askAgainAt) return "silent";
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = null;
    });
    return this.#asking;
  }

  async #ask(): Promise<Contact> {
    const today = localDay(Date.now(), "UTC");
    const days = [dayBefore(today, 1), today, dayBefore(today, -1)] as const;
    let row: FirstContactRow | null;
    try {
      const question = firstContact(this.env.DB, { ...this.#identity(), days });
      row = await within(FIRST_CONTACT_MS, question.first<FirstContactRow>());
    } catch (cause) {
      // Whatever keeps D1 from answering, reads go on being counted, and D1 is asked later.
      console.warn("reads: D1 did not answer a first contact", this.#name, cause);
      this.#askAgainAt = Date.now() + ASK_AGAIN_MS;
      return "silent";
    }
    if (row) {
      this.#tally.meet(toFirstContact(row, days), Date.now());
      return "met";
    }
    if (this.#tally.facts) await this.#forget();
    return "unknown";
  }

  /** Drops reads that were counted while D1 was down, for an article that turns out not to exist. */
  async #forget(): Promise<void> {
    await this.ctx.storage.deleteAlarm();
    await this.ctx.storage.deleteAll();
    this.#tally = new Tally(this.ctx.storage);
  }

  async #flush(): Promise<"done" | "failed" | "elsewhere"> {
    const identity = this.#identity();
    this.#askAgainAt = 0;
    if ((await this.#contact(identity.articleId)) === "silent") return this.#failed();
    return this.#tally.isUnflushed ? this.#write() : "done";
  }

  async #write(): Promise<"done" | "failed" | "elsewhere"> {
    const identity = this.#identity();
    const snapshot = this.#tally.snapshot();
    try {
      const flush = this.env.DB.batch<FlushRow>(flushReads(this.env.DB, { ...identity, ...snapshot }));
      const row = (await within(FLUSH_ANSWER_MS, flush))[0]?.results[0];
      if (!row) return "elsewhere";
      this.#tally.flushed(snapshot.counted, { base: row.base, timeZone: row.timeZone ?? "UTC" });
      return "done";
    } catch (cause) {
      // The next alarm says it again: values are absolute, so it does no harm if this one landed after all.
      console.warn("reads: D1 did not take a flush", this.#name, cause);
      return this.#failed();
    }
  }

  #failed(): "failed" {
    this.#tally.failed();
    return "failed";
  }

  #flushPause(): number {
    return Math.min(FLUSH_EVERY_MS * 2 ** (this.#tally.facts?.failures ?? 0), MAX_FLUSH_PAUSE_MS);
  }

  async #wakeBy(at: number): Promise<void> {
    const pending = await this.ctx.storage.getAlarm();
    if (pending === null || pending > at) await this.ctx.storage.setAlarm(at);
  }
}
