// The Worker that holds a world, and lets its time pass a piece a request.

import { type Totals, World } from "./world.ts";

/** The site's settings declare it; nobody calls it here. */
export class ReadCounter {}

const VISITS_A_REQUEST = 5_000;

let world: World | null = null;

export interface Order {
  /** Begins a new world. */
  begin?: { perDay: number; seed: number; pagesFrom: number };
  /** Until when time passes, in ms since the world's beginning. */
  until: number;
}

export interface Answer {
  isThere: boolean;
  totals: Totals;
}

export default {
  async fetch(request: Request): Promise<Response> {
    const { begin, until } = (await request.json()) as Order;
    if (begin !== undefined) world = new World(begin);
    if (world === null) throw new Error("there is no world yet");
    await world.runUntil(until, VISITS_A_REQUEST);
    const answer: Answer = { isThere: world.now >= until, totals: world.totals() };
    return Response.json(answer);
  },
};
