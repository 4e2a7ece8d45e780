// What holds for each refusal of the API: it is a problem of RFC 9457, and nothing is changed by it.

import { afterEach, beforeAll, expect } from "vitest";
import { type Answer, theRow } from "./client";

/** A problem as RFC 9457 has it. */
export function expectProblem(answer: Answer, status: number, name: string) {
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  expect(answer.headers.get("cache-control")).toBe("no-store");
  expect(answer.body).toMatchObject({ type: `/problems/${name}`, title: expect.stringMatching(/./), status });
  expect(answer.status).toBe(status);
}

const state = () =>
  theRow(`select (select count(*) from articles) as articles, (select sum(version) from articles) as versions,
    (select count(*) from revisions) as revisions, (select count(*) from audit) as audit,
    (select max(id) from ledger) as ledger, (select count(*) from article_slugs) as slugs`);

/** Expects after each test of the file what there was once the `beforeAll` hooks above this call had run. */
export function expectNothingChanged() {
  let before: Record<string, unknown> = {};

  beforeAll(async () => {
    before = await state();
  });

  afterEach(async () => {
    expect(await state(), "nothing was changed").toEqual(before);
  });
}
