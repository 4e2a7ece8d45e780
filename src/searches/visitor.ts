// Telling one visitor from many without keeping who they are.

import { localDay } from "../content/local-time";
import { sha256 } from "../encoding/sha256";
import { VISITOR_BITS } from "./limits";

/** The visitor's address; of IPv6 the network, since a household has more addresses than there are people. */
export function addressOf(headers: Headers): string {
  const address = headers.get("CF-Connecting-IP") ?? "";
  return address.includes(":") ? address.split(":").slice(0, 4).join(":") : address;
}

/**
 * A whole number with one bit set: one of VISITOR_BITS, drawn from the address, the day and the site's secret guid. Many share
 * it, and tomorrow it is another one: no address can be told from it.
 */
export async function visitorBit(
  headers: Headers,
  { siteGuid, timeZone, now }: { siteGuid: string; timeZone: string; now: number },
): Promise<number> {
  const text = `${siteGuid} ${localDay(now, timeZone)} ${addressOf(headers)}`;
  const hash = await sha256(text);
  return 2 ** (new DataView(hash.buffer).getUint32(0) % VISITOR_BITS);
}

/** How many visitors there were at least. */
export const countVisitors = (bits: number): number => bits.toString(2).replaceAll("0", "").length;
