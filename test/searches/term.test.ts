import { describe, expect, it } from "vitest";
import { isBlocked, termOf } from "../../src/searches/term";
import { addressOf, countVisitors, visitorBit } from "../../src/searches/visitor";

describe("a search that may be shown to others", () => {
  it.each([
    ["水质监测", "水质监测", "水质监测"],
    ["  ＬｏＲａ   WAN ", "lora wan", "LoRa WAN"],
    ["水質", "水质", "水質"],
  ])("%j counts as %j", (query, term, shown) => {
    expect(termOf(query)).toEqual({ term, shown });
  });

  it.each([
    ["a", "a single character"],
    ["水", "a single character"],
    ["😀😀", "no letters"],
    ["一二三四五六七八九十一二三四五六七八九十一", "too long"],
    ["me@example.com", "an address"],
    ["138 0013 8000", "a number of somebody's"],
    ["110101199003071234", "a number of somebody's"],
    ["http://spam.example", "an advertisement"],
    ["<script>", "code"],
  ])("%j does not: %s", (query) => {
    expect(termOf(query)).toBeNull();
  });
});

describe("the block list", () => {
  it.each([
    ["坏词大全", "坏词"],
    ["坏詞", "坏词"],
    ["a BAD word", "bad"],
    ["用ai换脸软件", "AI换脸"],
    ["bad", "ＢＡＤ"],
  ])("keeps %j by %j", (term, blocked) => {
    expect(isBlocked(term, [blocked])).toBe(true);
  });

  it.each([
    ["class", "ass"],
    ["好词", "坏词"],
    ["badge", "bad"],
  ])("lets %j pass %j", (term, blocked) => {
    expect(isBlocked(term, [blocked])).toBe(false);
  });
});

describe("a visitor", () => {
  const NOON = Date.UTC(2026, 10, 1, 12);
  const bitOf = (address: string, { siteGuid = "guid", now = NOON } = {}) =>
    visitorBit(new Headers({ "CF-Connecting-IP": address }), { siteGuid, timeZone: "Asia/Shanghai", now });

  it("is one bit of 48, the same all day, another one tomorrow and on other sites", async () => {
    const bits = await Promise.all(Array.from({ length: 200 }, (_, n) => bitOf(`10.0.0.${n}`)));

    expect(bits.every((bit) => countVisitors(bit) === 1 && bit < 2 ** 48)).toBe(true);
    expect(new Set(bits).size).toBeGreaterThan(40);
    expect(await bitOf("10.0.0.1", { now: NOON + 1000 })).toBe(bits[1]);
    const elsewhere = await Promise.all(Array.from({ length: 200 }, (_, n) => bitOf(`10.0.0.${n}`, { siteGuid: "x" })));
    const tomorrow = await Promise.all(
      Array.from({ length: 200 }, (_, n) => bitOf(`10.0.0.${n}`, { now: NOON + 86_400_000 })),
    );
    expect(elsewhere).not.toEqual(bits);
    expect(tomorrow).not.toEqual(bits);
  });

  it("is the network of an IPv6 address", () => {
    expect(addressOf(new Headers({ "CF-Connecting-IP": "2001:db8:1:2:3:4:5:6" }))).toBe("2001:db8:1:2");
    expect(addressOf(new Headers())).toBe("");
  });
});
