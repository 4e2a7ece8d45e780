// Waiting no longer than a limit for a part that may hang.

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
