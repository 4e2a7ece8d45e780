// The pages room's limits, each with its reason; rules in brackets are those of the page protocol.

/** A view younger than this is used as it is (P8). */
export const LEDGER_SOFT_AGE_MS = 5_000;
/** A view older than this is never used: the promise's bound (P8). */
export const LEDGER_HARD_AGE_MS = 15_000;
/** A refresh that has not come back by then is taken for lost (P8). */
export const REFRESH_EXPIRES_MS = 2_000;
/** A view forgets its oldest rows beyond this many, and knows that much less. */
export const VIEW_ROWS = 5_000;

/** So many rows of its own an isolate remembers, to add them to a view whose reading began before they were written. */
export const OWN_ROWS = 1_000;

/** D1 counts as failed after so long without an answer (P12). */
export const D1_TIMEOUT_MS = 2_000;
/** KV is only a shortcut: beyond this a render is likely to be faster. */
export const KV_TIMEOUT_MS = 1_000;
/** While D1 fails, the last good page is served for so long (P12). */
export const STALE_IF_ERROR_MS = 24 * 60 * 60 * 1000;

/** KV keeps a page for 7 days; the ledger remembers 8 (P10). */
export const PAGE_TTL_SECONDS = 7 * 24 * 60 * 60;
export const LEDGER_KEPT_MS = 8 * 24 * 60 * 60 * 1000;
/** KV takes one write a second a key; an isolate writes a key at most once in so long (P10). */
export const PUT_PAUSE_MS = 60_000;
/** A page that is not a head page is worth a KV write when rendered twice within this time (P16). */
export const WORTH_STORING_MS = 10 * 60 * 1000;
/**
 * And so is one render in so many of any other: with hundreds of isolates none meets a page twice within that time, and
 * pages that all of them render would never be shared.
 */
export const STORED_BY_CHANCE = 16;

/** Memory for pages: an isolate has 128 MB for everything. */
export const MEMORY_BYTES = 32 * 1024 * 1024;
/** Small per-address notes (last put, last render) are kept for so many addresses. */
export const NOTED_KEYS = 10_000;

/** One request renders a page; the others look again until this lease ends (P14). */
export const RENDER_LEASE_MS = 1_000;
export const LOOK_AGAIN_MS = 20;
