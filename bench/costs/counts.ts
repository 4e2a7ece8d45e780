// What a million visits use of each thing that is billed: what the world counted, times what one of each costs.

import type { Counts } from "./prices.ts";
import type { Rows, Units } from "./units.ts";
import type { Totals } from "./world.ts";

/** Of an object: memory that is billed, and how long it is thought to be busy. Nothing here can measure the platform's. */
const OBJECT_GB = 0.128;
const CALL_SECONDS = 0.02;
const ALARM_SECONDS = 0.1;
const CRON_A_DAY = 1_440;

/** The units used in a period, of which the totals are the difference of two. */
export function countsOf(period: Totals, units: Units): Counts {
  const { visits, days, changes, renders, hits, reads, kvGets, kvPuts } = period;
  const { counter, cpuMs } = units;
  const rendered = renders.home + renders.section + renders.article;
  const ofEditors = (kind: keyof Rows) => (changes / 2) * (units.publish[kind] + units.edit[kind]);
  const { alarms, alarmsSet, flushes, firstOfDay, foldedSenders, folds } = reads;
  return {
    // A page, and the read that an article's page reports.
    requests: visits + reads.deliveries + CRON_A_DAY * days,
    cpuMs: (hits.memory + hits.kv) * cpuMs.memory + rendered * cpuMs.rendered + reads.deliveries * cpuMs.read,
    kvReads: kvGets,
    kvWrites: kvPuts,
    d1Read:
      d1ReadByPages(period, units) + flushes * counter.flush.read + ofEditors("read") + days * units.jobsOfADay.read,
    d1Written:
      flushes * counter.flush.written +
      firstOfDay * (counter.firstFlushOfDay.written - counter.flush.written) +
      ofEditors("written") +
      days * units.jobsOfADay.written,
    objectRequests: reads.deliveries + alarms,
    objectRead:
      reads.deliveries * counter.delivery.read +
      alarms * counter.alarm.read +
      reads.sendersAtAlarms * counter.alarm.readPerSender +
      reads.wakings * counter.wakingRead +
      reads.sendersAtWakings,
    // Setting an alarm is billed as a row; a folded sender's row is deleted, and its day's row written.
    objectWritten:
      reads.deliveries * counter.delivery.written + flushes * counter.alarm.written + alarmsSet + foldedSenders + folds,
    objectGbSeconds: OBJECT_GB * (reads.deliveries * CALL_SECONDS + alarms * ALARM_SECONDS),
  };
}

/** D1 rows of renders and of the ledger's tails. */
export const d1ReadByPages = ({ renders, rowsOfTails, rowsOfTags }: Totals, { renders: rows }: Units): number =>
  renders.home * rows.home + renders.section * rows.section + renders.article * rows.article + rowsOfTails + rowsOfTags;

/** The same counts for another number of visits. */
export const scaled = (counts: Counts, factor: number): Counts =>
  Object.fromEntries(Object.entries(counts).map(([item, count]) => [item, count * factor])) as Counts;
