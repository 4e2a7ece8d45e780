import { describe, expect, it } from "vitest";
import { languageName, wordsFor } from "../../../src/site/words";
import { formatCount, formatDate, formatDateTime, formatPeriod, formatReads } from "../../../src/site/words/format";

const MODEL_MOMENT = Date.parse("2021-04-08T00:08:38Z");

describe("reads", () => {
  it.each([
    [0, "zh-CN", "0"],
    [999, "zh-CN", "999"],
    [1_234, "zh-CN", "1,234"],
    [9_999, "zh-CN", "9,999"],
    [10_000, "zh-CN", "1万"],
    [12_345, "zh-CN", "1.2万"],
    [1_234_567, "zh-CN", "123.5万"],
    [123_456_789, "zh-CN", "1.2亿"],
    [12_345, "zh-TW", "1.2萬"],
    [1_234, "en", "1,234"],
    [9_999, "en", "9,999"],
    [10_000, "en", "10K"],
    [12_345, "en", "12.3K"],
    [1_234_567, "en", "1.2M"],
  ])("%i reads are shown in %s as %s", (reads, lang, shown) => {
    expect(formatReads(reads, lang)).toBe(shown);
  });

  it("stay exact where they are spelled out", () => {
    expect(formatCount(1_234_567, "zh-CN")).toBe("1,234,567");
  });
});

describe("times", () => {
  it.each([
    ["Asia/Shanghai", "2021-04-08 08:08:38"],
    ["UTC", "2021-04-08 00:08:38"],
    ["America/Los_Angeles", "2021-04-07 17:08:38"],
    ["Asia/Kathmandu", "2021-04-08 05:53:38"],
  ])("are those of %s: %s, in every language", (zone, shown) => {
    for (const lang of ["zh-CN", "en", "ar", "fa"]) expect(formatDateTime(MODEL_MOMENT, zone, lang)).toBe(shown);
  });

  it("call midnight 00, not 24", () => {
    expect(formatDateTime(Date.parse("2021-04-07T16:00:00Z"), "Asia/Shanghai", "zh-CN")).toBe("2021-04-08 00:00:00");
  });

  it("are dates as the language writes them, of the zone's day", () => {
    expect(formatDate(MODEL_MOMENT, "Asia/Shanghai", "zh-CN")).toBe("2021年4月8日");
    expect(formatDate(MODEL_MOMENT, "America/Los_Angeles", "en")).toBe("Apr 7, 2021");
  });

  it("are months and days as the language writes them", () => {
    expect(formatPeriod("2026-11", "zh-CN")).toBe("2026年11月");
    expect(formatPeriod("2026-11-03", "zh-CN")).toBe("2026年11月3日");
    expect(formatPeriod("2026-11", "en")).toBe("November 2026");
    expect(formatPeriod("nonsense", "en")).toBe("nonsense");
  });

  it("stay right for more zones than formatters are kept", () => {
    for (let hour = 1; hour <= 12; hour++) {
      for (const lang of ["zh-CN", "en", "de", "fr", "ja", "ko"]) formatDate(MODEL_MOMENT, `Etc/GMT+${hour}`, lang);
    }
    expect(formatDate(MODEL_MOMENT, "Etc/GMT+12", "en")).toBe("Apr 7, 2021");
  });
});

describe("words", () => {
  it.each([
    ["zh", "首页"],
    ["zh-CN", "首页"],
    ["ZH-hant-TW", "首頁"],
    ["zh-TW", "首頁"],
    ["zh-HK", "首頁"],
    ["zh-Hans-HK", "首页"],
    ["en-GB", "Home"],
    ["fr", "Home"],
    ["constructor", "Home"],
    ["", "Home"],
  ])("of %s say %s", (lang, home) => {
    expect(wordsFor(lang).home).toBe(home);
  });

  it("name a language in itself", () => {
    expect(languageName("zh-CN")).toBe("简体中文");
    expect(languageName("zh-TW")).toBe("繁體中文");
    expect(languageName("en")).toBe("English");
    expect(languageName("not a tag")).toBe("not a tag");
  });
});
