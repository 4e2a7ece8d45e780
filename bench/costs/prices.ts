// Cloudflare's published prices of the Workers Paid plan, in US dollars, and the bill that counts make of them.
//
// From developers.cloudflare.com/workers/platform/pricing, and /kv, /d1 and /durable-objects below it, as of November 2026.

/** The plan itself, a month; it includes what each item names. */
export const PLAN = 5;

interface Price {
  item: string;
  /** Of a million units beyond what a month includes. */
  perMillion: number;
  /** Units that each month includes. */
  included: number;
}

const MILLION = 1_000_000;

export const PRICES = {
  requests: { item: "Worker requests", perMillion: 0.3, included: 10 * MILLION },
  cpuMs: { item: "Worker CPU, ms", perMillion: 0.02, included: 30 * MILLION },
  kvReads: { item: "KV reads", perMillion: 0.5, included: 10 * MILLION },
  kvWrites: { item: "KV writes", perMillion: 5, included: MILLION },
  d1Read: { item: "D1 rows read", perMillion: 0.001, included: 25_000 * MILLION },
  d1Written: { item: "D1 rows written", perMillion: 1, included: 50 * MILLION },
  objectRequests: { item: "object requests", perMillion: 0.15, included: MILLION },
  objectRead: { item: "object rows read", perMillion: 0.001, included: 25_000 * MILLION },
  objectWritten: { item: "object rows written", perMillion: 1, included: 50 * MILLION },
  objectGbSeconds: { item: "object duration, GB-s", perMillion: 12.5, included: 400_000 },
} as const satisfies Record<string, Price>;

export type Counts = Record<keyof typeof PRICES, number>;

export const ITEMS = Object.keys(PRICES) as (keyof typeof PRICES)[];

export const costOf = (item: keyof typeof PRICES, count: number): number => (count / MILLION) * PRICES[item].perMillion;

/** A month's bill for so many units of each. */
export const billOf = (month: Counts): number =>
  ITEMS.reduce((sum, item) => sum + costOf(item, Math.max(0, month[item] - PRICES[item].included)), PLAN);
