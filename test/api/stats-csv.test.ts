// GET /api/stats as CSV (RFC 4180).

import { describe, expect, it } from "vitest";
import { aSection, publish, rows } from "./client";
import { aRange, csv, read } from "./stats-client";

describe("CSV", () => {
  it("has a header, a line an article, and quotes where RFC 4180 asks for them; no text is a formula", async () => {
    const section = await aSection();
    const range = aRange();
    const titles = ['He said "no", twice', "=HYPERLINK(1)", "+1", "-1", "@me", "中文 标题", "a=b"];
    const articles = await Promise.all(titles.map((title) => publish({ section, title })));
    for (const [place, { id }] of articles.entries()) await read(id, range.from, 100 - place);

    const response = await csv({ ...range, by: "article", format: "csv" });

    const shown = ['"He said ""no"", twice"', "'=HYPERLINK(1)", "'+1", "'-1", "'@me", "中文 标题", "a=b"];
    const lines = articles.map(({ id, url }, place) => `${id},${shown[place]},${url},${section},${100 - place}\r\n`);
    expect(await response.text()).toBe(`id,title,url,section,reads\r\n${lines.join("")}`);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "text/csv; charset=utf-8; header=present",
      "content-disposition": `attachment; filename="reads-by-article-${range.from}-${range.to}.csv"`,
      "cache-control": "no-store",
    });
  });

  it("tells days, sections and hosts alike; reads that no other site led to have no host", async () => {
    const section = await aSection();
    const range = aRange();
    await read((await publish({ section })).id, range.to, 3, { "a.example": 1 });
    const text = async (by: string) => (await csv({ ...range, by, format: "csv" })).text();

    expect(await text("day")).toBe(`day,reads\r\n${range.from},0\r\n${range.to},3\r\n`);
    expect(await text("section")).toBe(`section,name,reads\r\n${section},${section},3\r\n`);
    expect(await text("host")).toBe("host,reads\r\n,2\r\na.example,1\r\n");
  });

  it("is complete up to 10,000 rows, the most read ones", async () => {
    const range = aRange();
    const { id } = await publish();
    await rows("insert into read_days values (?, ?, 20000)", range.from, id);
    await rows(
      `insert into read_hosts with recursive n(i) as (select 1 union all select i + 1 from n where i < 10050)
       select ?, ?, 'h' || i || '.example', iif(i > 10000, 1, 2) from n`,
      range.from,
      id,
    );

    const lines = (await (await csv({ ...range, by: "host", format: "csv" })).text()).split("\r\n");

    expect(lines).toHaveLength(1 + 10_000 + 1);
    expect(new Set(lines.slice(1, -1).map((line) => line.split(",")[1]))).toEqual(new Set(["2"]));
  });

  it.each([
    [{}, "text/csv", "text/csv"],
    [{}, "text/csv;q=0.5, application/json", "application/json"],
    [{}, "*/*", "application/json"],
    [{ format: "json" }, "text/csv", "application/json"],
    [{ format: "csv" }, "application/json", "text/csv"],
  ])("comes where it is asked for: %o, Accept: %s", async (query: Record<string, string>, accept, type) => {
    const response = await csv(query, { accept });

    expect(response.headers.get("content-type")?.split(";")[0]).toBe(type);
  });
});
