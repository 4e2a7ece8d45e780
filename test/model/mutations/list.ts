// Every rule of the two protocols, broken on purpose, and the tests that must catch it.

import { COUNTER_MUTATIONS } from "./counter-list.ts";
import type { Mutation } from "./mutation.ts";
import { NEWSROOM_MUTATIONS } from "./newsroom-list.ts";
import { PROTOCOL_MUTATIONS } from "./protocol-list.ts";
import { READS_MUTATIONS } from "./reads-list.ts";

/** `reads`: not a model of histories, but the tests of the rooms that count. */
export type Model = "protocol" | "newsroom" | "reads";

export const MUTATIONS: readonly (Mutation & { model: Model })[] = [
  ...PROTOCOL_MUTATIONS.map((mutation) => ({ ...mutation, model: "protocol" as const })),
  ...NEWSROOM_MUTATIONS.map((mutation) => ({ ...mutation, model: "newsroom" as const })),
  ...[...READS_MUTATIONS, ...COUNTER_MUTATIONS].map((mutation) => ({ ...mutation, model: "reads" as const })),
];

export const nameOf = ({ rule, breaks }: Mutation): string => `${rule}: ${breaks}`;
