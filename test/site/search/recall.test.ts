// Search finds every run of 2 to 6 characters that stands in a visible title or text, and nothing that is not there.

import fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import { fold } from "../../../src/content/fold";
import { stem } from "../../../src/content/stem";
import { publish } from "../../promises/client";
import { pathsFor } from "./results";

const HAN = "水质监测溶解氧校准传感器数据现场電纜儀器網路发展中国人工智能";
const WORDS = ["LoRaWAN", "pH", "5G", "sensor", "sensors", "calibrated", "Café", "2021", "ＡＢＣ", "NH4"];

/** Chinese, Latin and mixed pieces, with and without something between them. */
const text = (minLength: number) =>
  fc
    .array(
      fc.oneof(
        { weight: 4, arbitrary: fc.string({ unit: fc.constantFrom(...HAN), minLength: 1, maxLength: 6 }) },
        { weight: 2, arbitrary: fc.constantFrom(...WORDS) },
        { weight: 1, arbitrary: fc.string({ unit: fc.constantFrom(..."abdeinorst"), minLength: 1, maxLength: 8 }) },
        { weight: 1, arbitrary: fc.constantFrom("，", "。", " ", " ", "、", "😀") },
      ),
      { minLength, maxLength: 30 },
    )
    .map((pieces) => pieces.join(""));

const SEED = Date.now() % 1_000_000;
const articles = fc
  .sample(fc.record({ title: text(2), body: text(8) }), { numRuns: 40, seed: SEED })
  .map(({ title, body }, n) => ({ title: `题${n} ${title}`, body: `文 ${body}` }));
let paths: string[] = [];

beforeAll(async () => {
  paths = [];
  for (const article of articles) paths.push((await publish(article)).path);
});

const RUN = /[\p{L}\p{N}\p{M}\p{Extended_Pictographic}]+/gu;

/** Whether a text holds every part of a query, with or without a space at the border of two scripts, or a Latin word in another of its forms. */
function holds(whole: string, query: string): boolean {
  const folded = fold(whole);
  const closedUp = folded.replace(/(?<=\p{sc=Han}) (?=[a-z0-9])|(?<=[a-z0-9]) (?=\p{sc=Han})/gu, "");
  const stems = new Set((folded.match(/[a-z0-9]+/g) ?? []).map(stem));
  return (fold(query).match(RUN) ?? []).every(
    (part) => folded.includes(part) || closedUp.includes(part) || stems.has(stem(part)),
  );
}

it(`finds any run of 2 to 6 characters of a title or a text, and nothing that doesn't hold it (seed ${SEED})`, async () => {
  const runs = fc.record({
    article: fc.nat(articles.length - 1),
    where: fc.constantFrom("title", "body"),
    from: fc.nat(),
    length: fc.integer({ min: 2, max: 6 }),
  } as const);

  await fc.assert(
    fc.asyncProperty(runs, async ({ article, where, from, length }) => {
      const characters = [...(articles[article]?.[where] ?? "")];
      const run = characters
        .slice(from % (characters.length - 1))
        .slice(0, length)
        .join("");
      if (!/[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(run)) return;

      const found = await pathsFor(run);

      expect(found).toContain(paths[article]);
      expect(new Set(found).size).toBe(found.length);
      const holding = paths.filter((_, n) => holds(`${articles[n]?.title}\n${articles[n]?.body}`, run));
      expect(found.toSorted()).toEqual(holding.toSorted());
    }),
    { numRuns: 150, seed: SEED },
  );
}, 120_000);

it("finds no run that stands nowhere, though its characters do", async () => {
  const strangers = fc.string({ unit: fc.constantFrom(...HAN), minLength: 2, maxLength: 6 });

  await fc.assert(
    fc.asyncProperty(strangers, async (run) => {
      const holding = paths.filter((_, n) => holds(`${articles[n]?.title}\n${articles[n]?.body}`, run));
      expect((await pathsFor(run)).toSorted()).toEqual(holding.toSorted());
    }),
    { numRuns: 50, seed: SEED },
  );
}, 60_000);
