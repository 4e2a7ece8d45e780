// Every rule of the two protocols, broken on purpose, and the tests that must catch it.

import { COUNTER_MUTATIONS } from "./counter-list.ts";
import type { Mutation } from "./mutation.ts";
import { PAGES_MUTATIONS } from "./pages-list.ts";
import { PUBLISHING_MUTATIONS } from "./publishing-list.ts";
import { READS_MUTATIONS } from "./reads-list.ts";
import { SERVING_MUTATIONS } from "./serving-list.ts";
import { VIEW_MUTATIONS } from "./view-list.ts";

/** `reads`: not a model of histories, but the tests of the rooms that count. */
export type Model = "protocol" | "newsroom" | "reads";

export const MUTATIONS: readonly (Mutation & { model: Model })[] = [
  ...[...SERVING_MUTATIONS, ...VIEW_MUTATIONS].map((mutation) => ({ ...mutation, model: "protocol" as const })),
  ...[...PAGES_MUTATIONS, ...PUBLISHING_MUTATIONS].map((mutation) => ({ ...mutation, model: "newsroom" as const })),
  ...[...READS_MUTATIONS, ...COUNTER_MUTATIONS].map((mutation) => ({ ...mutation, model: "reads" as const })),
];

export const nameOf = ({ rule, breaks }: Mutation): string => `${rule}: ${breaks}`;
