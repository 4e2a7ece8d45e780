// Every limit of the hot searches, each with its reason.

const SECOND_MS = 1000;

/** Searches wait so long in an isolate's memory, to be written as one statement. The platform ends a request's work after 30 s. */
export const WRITE_AFTER_MS = 15 * SECOND_MS;

/** When nothing was written by then, the request that was to write has been ended: another one takes over. */
export const GIVEN_UP_AFTER_MS = 40 * SECOND_MS;

/** Different searches that an isolate notes between two writes: a flood costs so many rows, and no more. */
export const MAX_NOTED = 40;

/** A term that is shown is at most so long, in code points. */
export const MAX_TERM_LENGTH = 20;

/** Visitors told apart a day, a bit each: D1 and JavaScript agree on whole numbers of 53 bits. */
export const VISITOR_BITS = 48;

/** So many different visitors (or the same on other days) make a term worth showing: nobody puts words on the site alone. */
export const MIN_VISITORS = 3;

/** Days that count, the last one's weight being the greatest. */
export const RECENT_DAYS = 7;

/** Days that are kept, in any time zone. */
export const DAYS_KEPT = RECENT_DAYS + 1;

/** Terms that are ranked, those most searched for first: what one run reads of a day, at most. */
export const MAX_RANKED_A_DAY = 500;

/** Hot searches of a language, pinned ones among them. */
export const SHOWN_TERMS = 10;

/** A search for a term that pages show may be a click on it, which says less than typing: so it counts for less. */
export const SHARE_OF_SHOWN = 1 / 3;
