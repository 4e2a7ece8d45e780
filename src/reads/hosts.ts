// Where readers come from: the hosts of the sites whose links they followed, such as {"www.google.com": 3}. No address,
// path or query of theirs is kept.

import { MAX_HOST_LENGTH, MAX_HOSTS_OF_DELIVERY } from "./limits";

/** Reads by host; always whole numbers above 0. */
export type Hosts = Record<string, number>;

/** Stands for the hosts beyond a limit. No host is called so: each has a dot. */
const OTHER_HOSTS = "other";

/** Lower case, and with a dot, as every host of the internet; so no host reads as a name of JavaScript's (`__proto__`). */
const HOST = /^[a-z0-9_-]+(?:\.[a-z0-9_-]+)+$/;

/** The host that a page's script named, unless it is no plausible host of another site: then null. `own`: the site's hosts. */
export function parseHost(from: string | undefined, own: readonly string[]): string | null {
  return from !== undefined && isHost(from) && !own.includes(from) ? from : null;
}

/** Whether these can be the hosts of a delivery of so many reads. */
export function areHosts(hosts: Hosts, reads: number): boolean {
  const names = Object.keys(hosts).filter((name) => name !== OTHER_HOSTS);
  const counts = Object.values(hosts);
  const areCounts = counts.every((count) => Number.isSafeInteger(count) && count > 0);
  const sum = counts.reduce((all, count) => all + count, 0);
  return names.length <= MAX_HOSTS_OF_DELIVERY && names.every(isHost) && areCounts && sum <= reads;
}

/** The name to keep a host's reads under: its own if that is known or there is room for it, else `other`. */
export const keptAs = (host: string, known: { has: (name: string) => boolean; size: number }, max: number): string =>
  known.has(host) || known.size < max ? host : OTHER_HOSTS;

/** Hosts by the names that they are kept under. New names join `known`: one that was let in stays, so that no sum ever shrinks. */
export function keepHosts(hosts: Hosts, known: Set<string>, max: number): Hosts {
  const kept = new Map<string, number>();
  for (const [host, reads] of Object.entries(hosts)) {
    const name = keptAs(host, known, max);
    known.add(name);
    addReads(kept, name, reads);
  }
  return Object.fromEntries(kept);
}

export function addReads(sums: Map<string, number>, name: string, reads: number): void {
  sums.set(name, (sums.get(name) ?? 0) + reads);
}

function isHost(text: string): boolean {
  return text.length <= MAX_HOST_LENGTH && HOST.test(text) && URL.parse(`http://${text}`)?.hostname === text;
}
