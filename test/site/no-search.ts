import type { SearchAsked } from "../../src/site/visit";

/** What pages that search nothing are asked. */
export const NO_SEARCH: SearchAsked = { query: "", after: null, onFound: () => {} };
