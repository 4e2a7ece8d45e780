// A history, lived: pages are looked at before and after each of its steps.

import { readAddress } from "../../../src/content/read-address";
import type { Page } from "../../../src/pages/page";
import type { Newsroom } from "./newsroom";
import { type Look, mayTouch, type Published, Reader } from "./reader";
import { type APath, carryOut, pathOf, type Step } from "./steps";

export interface Place {
  isolate: number;
  path: APath;
}

export interface History {
  steps: readonly Step[];
  places: readonly Place[];
}

/** What is wrong with a page that somebody is given in a history, or null; and how many were answered from the cache. */
export async function live(
  newsroom: Newsroom,
  { steps, places }: History,
): Promise<{ wrong: string | null; hits: number }> {
  const reader = new Reader(newsroom);
  const wrong = await wrongIn(newsroom, reader, { steps, places });
  return { wrong, hits: reader.hits };
}

async function wrongIn(newsroom: Newsroom, reader: Reader, { steps, places }: History): Promise<string | null> {
  const looks = () =>
    places.flatMap(({ isolate, path }): Look[] => {
      const known = pathOf(newsroom, path);
      return known === null ? [] : [{ isolate, path: known }];
    });
  const visitAll = async () => {
    for (const { isolate, path } of looks()) await newsroom.visit(isolate, path);
  };
  for (const each of steps) {
    const wanted = looks();
    for (const look of wanted) {
      const wrong = await reader.look(look, null);
      if (wrong !== null) return wrong;
    }
    const before = wanted.map((look) => reader.known(look));
    const then = newsroom.now;
    const published = await carryOut(newsroom, reader, each, visitAll);
    const isComparable = !(await reader.cameAndWent(then));
    for (const [place, look] of wanted.entries()) {
      const page = before[place] ?? null;
      const wrong = await reader.look(
        look,
        page !== null && isComparable && isUntouched(look, page, each, published) ? page : null,
      );
      if (wrong !== null) return wrong;
    }
  }
  return null;
}

/** Whether a page that says the same after a step must not have been rendered again. */
function isUntouched({ isolate, path }: Look, page: Page, each: Step, published: Published | null): boolean {
  if (each.do === "command") return published !== null && each.by === isolate && !mayTouch(path, page, published);
  // What the clock changes elsewhere in a section is nothing to an article that doesn't show it (P6).
  return each.do === "pass" && readAddress(path)?.address.kind === "article";
}
