// A counter's reads by day, summed over its senders.

import { addReads, type Hosts } from "./hosts";

export interface DaySum {
  reads: number;
  hosts: Map<string, number>;
}

/** Sums rows by day. `hosts` is JSON. */
export function sumByDay(rows: Iterable<{ day: string; reads: number; hosts: string | null }>): Map<string, DaySum> {
  const days = new Map<string, DaySum>();
  for (const { day, reads, hosts } of rows) {
    const sum = days.get(day) ?? { reads: 0, hosts: new Map() };
    days.set(day, sum);
    sum.reads += reads;
    for (const [host, ofHost] of Object.entries(parseHosts(hosts))) addReads(sum.hosts, host, ofHost);
  }
  return days;
}

/** Hosts as a counter stores them. */
export function parseHosts(json: string | null): Hosts {
  const parsed: unknown = json === null ? {} : JSON.parse(json);
  const entries: [string, unknown][] = Object.entries(Object(parsed));
  return Object.fromEntries(entries.filter((entry): entry is [string, number] => typeof entry[1] === "number"));
}
