// Whether a line says what this site says already.

/** Whether two values are written alike. Lines have their fields in one order, so this compares what they say. */
export const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
