// Load on the loopback address, bounded in time and count. It shares the machine with the server it measures.

import { Agent, type OutgoingHttpHeaders, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { randomFrom } from "./random.ts";

export const CONNECTIONS = 32;

export interface Target {
  origin: URL;
  paths: readonly string[];
  headers: OutgoingHttpHeaders;
  expect: number;
  /** What `Cache-Status` must say, so that nothing else is measured by mistake; left out: whatever it says. */
  detail?: string;
  /** Is told what each answer's `Cache-Status` said. */
  note?: (path: string, cacheStatus: string) => void;
}

/** One GET whose body is read to its end and thrown away. */
function get({ origin, headers, expect, detail = "", note }: Target, path: string, agent: Agent): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const sent = request(new URL(path, origin), { agent, headers }, (response) => {
    response.resume();
    const cacheStatus = String(response.headers["cache-status"]);
    note?.(path, cacheStatus);
    const isMeant = response.statusCode === expect && cacheStatus.includes(detail);
    response.on("end", () =>
      isMeant ? resolve() : reject(new Error(`${path}: ${response.statusCode}, ${cacheStatus}`)),
    );
    response.on("error", reject);
  });
  sent.on("error", reject);
  sent.end();
  return promise;
}

/** Requests a second with every connection busy all the time: for so long, or until so many are done. */
export async function throughput(target: Target, limit: { ms: number; requests: number }): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const began = performance.now();
  let sent = 0;
  const connection = async () => {
    while (sent < limit.requests && performance.now() - began < limit.ms) {
      const path = target.paths[sent % target.paths.length] ?? "/";
      sent += 1;
      await get(target, path, agent);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, connection));
  agent.destroy();
  return (sent * 1000) / (performance.now() - began);
}

/**
 * Latencies in ms, sorted, under arrivals that don't wait for answers: each is counted from when it was meant to start, so
 * a stall is seen by all who come during it. The seed makes both sides meet the same arrivals.
 */
export async function latencies(
  target: Target,
  { perSecond, ms, seed }: { perSecond: number; ms: number; seed: number },
): Promise<number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const random = randomFrom(seed);
  const began = performance.now();
  const under: Promise<number>[] = [];
  let due = 0;
  while (due < ms) {
    while (due < ms && due <= performance.now() - began) {
      const start = began + due;
      const path = target.paths[under.length % target.paths.length] ?? "/";
      under.push(get(target, path, agent).then(() => performance.now() - start));
      due += (-Math.log(1 - random()) * 1000) / perSecond;
    }
    await sleep(1);
  }
  const taken = await Promise.all(under);
  agent.destroy();
  return taken.toSorted((a, b) => a - b);
}

export const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
