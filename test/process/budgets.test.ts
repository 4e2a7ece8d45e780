// DESIGN.md §2's table of requests, counted on the bindings: what each waits for and reads with 100 articles; with NIGHTLY=1
// with 100,000, too. The bench prints the same figures (bench/README.md).

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { wrapBuild } from "../../bench/bench-build.ts";
import { ROOT } from "../../bench/bench-site.ts";
import { BUDGETS, complaints, rowsOf } from "../../bench/budgets.ts";
import { type Figure, measureSite } from "../../bench/requests.ts";
import { explain } from "../../bench/requests-report.ts";
import { type Build, build } from "../../scripts/build.ts";

const SMALL = 100;
const LARGE = 100_000;
const isNightly = process.env.NIGHTLY === "1";
const REQUESTS = Object.keys(BUDGETS);

let folder: string;
let counting: Build;
let few: Figure[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "edgewise-budgets-"));
  counting = await wrapBuild(await build(ROOT));
  few = await measureSite(counting, { stateDir: join(folder, "small"), articles: SMALL });
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const figureOf = (figures: Figure[], request: string): Figure => {
  const figure = figures.find((one) => one.request === request);
  if (figure === undefined) throw new Error(`"${request}" was not measured`);
  return figure;
};

describe(`with ${SMALL} articles`, () => {
  it.each(REQUESTS)("%s: waits no more often and reads no more rows than it may", (request) => {
    const figure = figureOf(few, request);

    expect(complaints(figure, figure), explain(figure)).toEqual([]);
  });

  it("every request that is measured has a budget", () => {
    expect(few.map(({ request }) => request).toSorted()).toEqual(REQUESTS.toSorted());
  });
});

if (!isNightly) {
  console.warn(
    `SKIPPED: the budgets with ${LARGE.toLocaleString("en")} articles. NIGHTLY=1 npm run test:outside holds them.`,
  );
}

describe.runIf(isNightly)(`with ${LARGE.toLocaleString("en")} articles`, () => {
  let many: Figure[];

  beforeAll(async () => {
    many = await measureSite(counting, { stateDir: join(folder, "large"), articles: LARGE });
  }, 300_000);

  it.each(REQUESTS)("%s: the same, and no row more for the articles that it doesn't show", (request) => {
    const figure = figureOf(many, request);

    expect(complaints(figureOf(few, request), figure), explain(figure)).toEqual([]);
  });

  it("a search reads rows for the matches that it shows, not for all that there are", () => {
    const shownAlways = figureOf(few, "search, a word of every article");

    for (const { request, cost } of many.filter((figure) => figure.request.startsWith("search"))) {
      expect([request, cost.rowsRead]).toEqual([request, expect.toSatisfy((rows) => rows <= rowsOf(shownAlways) + 15)]);
    }
  });
});
