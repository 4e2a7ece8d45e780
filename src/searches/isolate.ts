// What this isolate's readers typed.

import { TypedSearches } from "./typed";

export const typedSearches = new TypedSearches();
