// Lanes as plain data: what a request that died leaves to the next one (R3).

import { describe, expect, it } from "vitest";
import {
  claimLane,
  holds,
  isDelivered,
  makeLanes,
  queueRead,
  settleDelivery,
  takeDelivery,
} from "../../src/reads/lanes";
import { LANES } from "../../src/reads/limits";

const LEASE_MS = 5000;

const claim = (article: ReturnType<typeof makeLanes>, now: number) =>
  claimLane(article, { now, leasedUntil: now + LEASE_MS });

/** Lanes whose only request died with a delivery under way at time 0, the other lanes held. */
function afterADeath() {
  const article = makeLanes("isolate");
  const position = queueRead(article, { now: 0, host: null });
  const dead = claim(article, 0);
  if (!dead) throw new Error("new lanes are free");
  const sending = takeDelivery(article, dead, 0);
  if (!sending) throw new Error("a read is queued");
  for (let held = 1; held < LANES; held += 1) claimLane(article, { now: 0, leasedUntil: 2 * LEASE_MS });
  return { article, position, dead, sending };
}

describe("a lane whose request died", () => {
  it("is nobody else's while the lease runs", () => {
    expect(claim(afterADeath().article, LEASE_MS)).toBeNull();
  });

  it("is resumed after it, with the same number and the same reads, whatever was queued since", () => {
    const { article, sending, dead } = afterADeath();
    const sentBefore = structuredClone(sending);
    queueRead(article, { now: LEASE_MS, host: null });

    const heir = claim(article, LEASE_MS + 1);

    expect(heir?.lane).toBe(dead.lane);
    expect(heir && takeDelivery(article, heir, LEASE_MS + 1)).toEqual(sentBefore);
    expect(holds(dead)).toBe(false);
  });

  it("is settled once, though the request was only slow and both have an answer", () => {
    const { article, position, dead, sending } = afterADeath();
    const heir = claim(article, LEASE_MS + 1);
    settleDelivery(dead.lane, sending);
    queueRead(article, { now: LEASE_MS + 2, host: null });
    const next = heir && takeDelivery(article, heir, LEASE_MS + 2);

    settleDelivery(dead.lane, sending);

    expect(next).toMatchObject({ sequence: 2, reads: 1 });
    expect(dead.lane.sending).toBe(next);
    expect([isDelivered(article, position), isDelivered(article, position + 1)]).toEqual([true, false]);
  });
});
