// Waiting no longer than a limit for a part that may hang.

/** A part that has not answered by then counts as failed for whoever only reads; writes to D1 have no such limit (P12). */
export const PART_TIMEOUT_MS = 2_000;

export class TimedOut extends Error {
  override name = "TimedOut";
}

/** What a promise brings, or `TimedOut` after `ms` milliseconds. The work itself goes on, unheard. */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const { promise: limit, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new TimedOut(`no answer within ${ms} ms`)), ms);
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
