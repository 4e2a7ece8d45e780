// Which typed searches are shown: a choice without I/O.

import { describe, expect, it } from "vitest";
import type { TypedSearch } from "../../src/db/typed-searches";
import { chooseHot, type Typed } from "../../src/searches/hot";

const TODAY = "2026-11-10";
const MANY = 0b1111;

const typed = (term: string, fields: Partial<TypedSearch> = {}): TypedSearch => ({
  ...{ day: TODAY, lang: "zh-CN", term, shown: term, searches: 10, visitors: MANY },
  ...fields,
});

const choose = (searches: TypedSearch[], fields: Partial<Typed> = {}) =>
  chooseHot({ today: TODAY, searches, languages: ["zh-CN", "en"], pinned: [], blocked: [], shown: [], ...fields });

const termsOf = (...args: Parameters<typeof choose>) => choose(...args).map(({ term }) => term);

describe("the choice of hot searches", () => {
  it("weighs recent days more, and forgets those before the last seven", () => {
    const searches = [
      typed("old", { day: "2026-11-04", searches: 60 }),
      typed("fresh", { searches: 10 }),
      typed("gone", { day: "2026-11-03", searches: 1000 }),
    ];

    expect(termsOf(searches)).toEqual(["fresh", "old"]);
  });

  it("wants three visitors, or the same on several days", () => {
    const alone = { visitors: 0b1, searches: 500 };

    expect(termsOf([typed("one", alone)])).toEqual([]);
    expect(termsOf([typed("two", { visitors: 0b101 })])).toEqual([]);
    expect(termsOf(["2026-11-08", "2026-11-09", TODAY].map((day) => typed("days", { ...alone, day })))).toEqual([
      "days",
    ]);
  });

  it("leaves out what is pinned or blocked, in whatever spelling", () => {
    const searches = [typed("lorawan"), typed("水质"), typed("坏词大全"), typed("校准")];

    expect(termsOf(searches, { pinned: ["LoRaWAN", "水質"], blocked: ["壞詞"] })).toEqual(["校准"]);
  });

  it("fills the places that the pinned ones leave, ten in all, for each language", () => {
    const searches = Array.from({ length: 15 }, (_, n) => typed(`词${n}`, { searches: 100 - n }));
    const hot = choose([...searches, typed("sensor", { lang: "en" }), typed("x", { lang: "fr" })], {
      pinned: ["一", "二", "三"],
    });

    expect(hot.filter(({ lang }) => lang === "zh-CN").map(({ term }) => term)).toEqual(
      Array.from({ length: 7 }, (_, n) => `词${n}`),
    );
    expect(hot.filter(({ lang }) => lang !== "zh-CN")).toEqual([{ lang: "en", term: "sensor" }]);
  });

  it("takes searches for what is shown already for a third, since they may be clicks", () => {
    const searches = [typed("shown", { searches: 20 }), typed("typed", { searches: 10 })];

    expect(termsOf(searches)).toEqual(["shown", "typed"]);
    expect(termsOf(searches, { shown: [{ lang: "zh-CN", term: "Shown" }] })).toEqual(["typed", "shown"]);
  });

  it("shows a term as most typed it", () => {
    const searches = [
      typed("lorawan", { shown: "lorawan", day: "2026-11-09" }),
      typed("lorawan", { shown: "LoRaWAN", searches: 30 }),
    ];

    expect(termsOf(searches)).toEqual(["LoRaWAN"]);
  });
});
