// What tests of GET /api/stats share: the call, and reads as counters bring them to D1.

import { type Answer, api, rows, TOKEN, visit } from "./client";

export const stats = (query: Record<string, string> = {}): Promise<Answer> =>
  api("GET", `/stats?${new URLSearchParams(query)}`);

export const csv = (query: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> =>
  visit(`/api/stats?${new URLSearchParams(query)}`, { headers: { authorization: `Bearer ${TOKEN}`, ...headers } });

/** Reads of a day, and which of them came from other sites, as a counter has brought them to D1. */
export async function read(id: number, day: string, reads: number, hosts: Record<string, number> = {}): Promise<void> {
  await rows("insert into read_days values (?, ?, ?)", day, id, reads);
  for (const [host, ofHost] of Object.entries(hosts)) {
    await rows("insert into read_hosts values (?, ?, ?, ?)", day, id, host, ofHost);
  }
}

/** Two days of a year that no other test has. */
let year = 2100;
export function aRange(): { from: string; to: string } {
  year += 1;
  return { from: `${year}-11-01`, to: `${year}-11-02` };
}
