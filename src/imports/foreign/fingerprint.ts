// Tells whether an item is what it was when it was taken.

import { sha256Hex } from "../../encoding/sha256";

/** SHA-256 of a value's JSON: the same for the same fields in the same order. */
export const fingerprintOf = (value: unknown): Promise<string> => sha256Hex(JSON.stringify(value));
