// A rule broken on purpose: a piece of the source and what takes its place. The models must catch it.

export interface Mutation {
  /** The rule of the page protocol that it breaks, such as `P8`. */
  rule: string;
  /** What goes wrong, in a line. */
  breaks: string;
  /** From the top of the project. */
  file: string;
  /** Stands in the file exactly once. */
  from: string;
  to: string;
}

/** The source with the rule broken. Throws when the piece does not stand in it exactly once. */
export function mutate(source: string, { rule, breaks, file, from, to }: Mutation): string {
  const pieces = source.split(from);
  if (pieces.length !== 2) throw new Error(`${rule}, ${breaks}: found ${pieces.length - 1} times in ${file}: ${from}`);
  return pieces.join(to);
}
