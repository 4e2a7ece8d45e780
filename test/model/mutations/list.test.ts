// The list of broken rules keeps up with the source and with the protocols. Whether each is caught: `npm run test:nightly`.

import { describe, expect, it } from "vitest";
import { MUTATIONS, nameOf } from "./list";
import { mutate } from "./mutation";

const sources: Record<string, string> = import.meta.glob("../../../src/**/*.{ts,tsx}", {
  query: "?raw",
  import: "default",
  eager: true,
});

describe("the broken rules", () => {
  it.each(MUTATIONS.map((mutation) => [nameOf(mutation), mutation] as const))("%s: fits the source", (_, mutation) => {
    const source = sources[`../../../${mutation.file}`] ?? "";

    expect(mutate(source, mutation)).not.toBe(source);
  });

  it("are of every rule but P3, which names what stands outside the promise", () => {
    const ofPages = Array.from({ length: 16 }, (_, n) => `P${n + 1}`).filter((rule) => rule !== "P3");
    const ofReads = Array.from({ length: 9 }, (_, n) => `R${n + 1}`);

    expect([...new Set(MUTATIONS.map(({ rule }) => rule))].toSorted()).toEqual([...ofPages, ...ofReads].toSorted());
  });

  it("each have a name of their own", () => {
    const names = MUTATIONS.map(nameOf);

    expect(new Set(names).size).toBe(names.length);
  });
});
