// Every rule of the page protocol, broken on purpose, and the model that must catch it.

import type { Mutation } from "./mutation.ts";
import { NEWSROOM_MUTATIONS } from "./newsroom-list.ts";
import { PROTOCOL_MUTATIONS } from "./protocol-list.ts";

export type Model = "protocol" | "newsroom";

export const MUTATIONS: readonly (Mutation & { model: Model })[] = [
  ...PROTOCOL_MUTATIONS.map((mutation) => ({ ...mutation, model: "protocol" as const })),
  ...NEWSROOM_MUTATIONS.map((mutation) => ({ ...mutation, model: "newsroom" as const })),
];

export const nameOf = ({ rule, breaks }: Mutation): string => `${rule}: ${breaks}`;
