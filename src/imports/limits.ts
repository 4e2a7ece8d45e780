// What an import may take, at most; each limit with its reason.

/** Bytes of a dump. Cloudflare takes requests of 100 MB, on the free plan. */
export const MAX_DUMP_BYTES = 95_000_000;

/** A dump goes to R2 in parts of so many bytes, of which one is in memory: R2 takes no smaller ones than 5 MiB. */
export const PART_BYTES = 8 * 1024 * 1024;

/** Calls that an item may make besides its files: a step with fewer left begins none. Look-up, command, three for redirects, and some. */
export const ITEM_CALLS = 8;

/** Calls that a file may make: four hops, and four to be kept. */
export const FILE_CALLS = 8;

/** Calls that a step makes of its own: the lease, the dump, and its savings. */
export const STEP_CALLS = 4;

/** Calls that a dump makes besides its parts until it is an import: token, site, registering, and the last look. */
export const RECEIVE_CALLS = 8;

/** Calls that the trigger's other jobs make. */
export const JOBS_CALLS = 20;

/** A step may make so many calls, whatever else was made: fewer would take no item with a file. */
export const LEAST_CALLS = STEP_CALLS + ITEM_CALLS + FILE_CALLS;

/** A step that is asked for begins no item after so long: whoever waits for it gets an answer. */
export const STEP_MS = 15_000;
/** A step of the job: it ends before the next trigger. */
export const JOB_STEP_MS = 40_000;

/** Items that are reported together: what a crash can lose of the report, which is made again from the keys. */
export const SAVED_AT_ONCE = 20;
/** Fewer are, where they take so long: each saving is a sign of life. */
export const SAVED_EACH_MS = 20_000;

/** Nobody else works on an import for so long after its last sign of life. Longer than an item takes. */
export const LEASE_MS = 90_000;

/** An item at which so many steps were stopped is given up, and the next is taken. */
export const MAX_ATTEMPTS = 5;

/** An import that doesn't come further in so many steps has failed. */
export const MAX_STEPS_IN_VAIN = 10;

/** What a report's line holds, in UTF-16 units and in notes. */
export const MAX_KEY_LENGTH = 500;
export const MAX_NOTE_LENGTH = 500;
export const MAX_NOTES = 50;

/** Files that one text may bring. */
export const MAX_FILES = 500;

/** Fetching a file of the old site: all of it, redirects included. */
export const FETCH_TIMEOUT_MS = 10_000;
/** Places that a file may be sent on to. */
export const MAX_HOPS = 3;
