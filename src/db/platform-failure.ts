// Tells a part of the platform that fails from a fault of this code.

/** Whether D1, KV, R2 or an object failed, not this code: then trying again may help. */
export function isPlatformFailure(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (
      cause.name === "TimedOut" ||
      /^(?:D1|KV|R2)_?\w*(?:ERROR)?\b|internal error|connection lost|Durable Object/i.test(cause.message)
    )
      return true;
  }
  return false;
}
