// Which sites readers come from, on the way to the counter: what is taken at the door, and how it is delivered.

import { runDurableObjectAlarm } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { isDelivery } from "../../src/reads/delivery";
import { type Hosts, parseHost } from "../../src/reads/hosts";
import { claimLane, makeLanes, queueRead, takeDelivery } from "../../src/reads/lanes";
import {
  aDelivery,
  anArticle,
  anIsolate,
  counterOf,
  numberedHosts,
  quietWarnings,
  storedHosts,
  unreliable,
} from "./builders";

quietWarnings();

describe("a referrer's host", () => {
  it.each(["www.google.com", "t.co", "xn--fiqs8s.example", "1.2.3.4", "my_blog.example", "com.google.android.gm"])(
    "is taken: %s",
    (host) => {
      expect(parseHost(host, ["site.test"])).toBe(host);
    },
  );

  it.each([
    undefined,
    "",
    "site.test",
    "WWW.GOOGLE.COM",
    "localhost",
    "other",
    "__proto__",
    "a.example:8080",
    "a.example/path",
    "user@a.example",
    "https://a.example",
    "a..example",
    ".example",
    "a.example.",
    "1.2.3",
    "999.1.1.1",
    "[::1]",
    "中国.example",
    "=cmd.example",
    "a.example\r\n",
    `${"a".repeat(50)}.${"a".repeat(50)}`,
  ])("is ignored, and never an error: %j", (host) => {
    expect(parseHost(host, ["site.test"])).toBeNull();
  });

  it("is one of at most 20 of a delivery; further ones are other", () => {
    const article = makeLanes("isolate");
    for (let n = 0; n < 30; n += 1) queueRead(article, { now: 0, host: `h${n % 25}.example` });
    queueRead(article, { now: 0, host: null });
    const run = claimLane(article, { now: 0, leasedUntil: 1 });

    const sending = run && takeDelivery(article, run, 0);

    expect(sending).toMatchObject({ reads: 31, hosts: { "h0.example": 2, "h19.example": 1, other: 5 } });
    expect(Object.keys(sending?.hosts ?? {})).toHaveLength(21);
    expect(isDelivery(aDelivery({ articleId: 1, reads: 31, hosts: sending?.hosts ?? {} }))).toBe(true);
  });

  it.each<[string, Hosts]>([
    ["more reads than there are", { "a.example": 2, "b.example": 2 }],
    ["no reads", { "a.example": 0 }],
    ["half a read", { "a.example": 0.5 }],
    ["no host", { "": 1 }],
    ["an address", { "a.example/path": 1 }],
    ["21 hosts", numberedHosts(0, 21)],
  ])("makes no delivery with %s", (_, hosts) => {
    expect(isDelivery(aDelivery({ articleId: 1, reads: 3, hosts }))).toBe(false);
    expect(isDelivery(aDelivery({ articleId: 1, reads: 30, hosts: { "a.example": 1 } }))).toBe(true);
  });

  it("rides with its read, and again with every repetition (R2)", async () => {
    const articleId = await anArticle();
    const network = unreliable(["unanswered", "lost"]);
    const isolate = await anIsolate(articleId, network);

    await isolate.read(network, "a.example");
    await isolate.read(network, "b.example");
    await isolate.settled();
    await runDurableObjectAlarm(await counterOf(articleId));

    expect(network.sent.map(({ hosts }) => hosts)).toEqual([
      { "a.example": 1 },
      { "a.example": 1 },
      { "a.example": 1 },
      { "b.example": 1 },
    ]);
    expect(await storedHosts(articleId)).toEqual({ "a.example": 1, "b.example": 1 });
  });
});
