// Limits of how often somebody may do something, kept by the platform's rate limiters.

import { within } from "../db/within";

/** A limiter counts beside the Worker, and answers at once: one that has not by then is not going to. */
const LIMITER_TIMEOUT_MS = 500;

/** Whether the key is still within its limit. A limiter that fails lets everything through: it only guards against floods. */
export async function isWithinLimit(limiter: RateLimit, key: string): Promise<boolean> {
  try {
    const { success } = await within(LIMITER_TIMEOUT_MS, limiter.limit({ key }));
    return success;
  } catch (error) {
    console.warn({ message: "a rate limiter doesn't answer", error: String(error) });
    return true;
  }
}
