// Histories of requests under few keys, some of which meet, fail or die on the way, and what no history may show.

import { env } from "cloudflare:workers";
import fc from "fast-check";
import type { Env } from "../../../src/env";
import { rows, TOKEN } from "../../api/client";
import { type Intercept, intercepted, overriding } from "../../failing/bindings";
import { type Answer, Isolate } from "../../failing/isolate";

/** What becomes of a request at one of its calls of D1: carried out or not, it fails, or never comes back. */
type Fate = { at: number; isCarriedOut: boolean; end: "fails" | "dies" };

export interface Sent {
  key: string;
  body: string;
  fate: Fate | null;
}

/** A look at the key, a read, a batch, the answer kept, and again where another one was first. */
const MOST_CALLS = 7;

const fate = fc.record<Fate>({
  at: fc.integer({ min: 1, max: MOST_CALLS }),
  isCarriedOut: fc.boolean(),
  end: fc.constantFrom("fails", "dies"),
});

const sent = fc.record<Sent>({
  key: fc.constantFrom("k1", "k2"),
  body: fc.constantFrom("one", "one", "two"),
  fate: fc.option(fate, { freq: 2 }),
});

/** Requests of one step are under way together. */
export const steps = fc.array(fc.array(sent, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 });

/** The test's own, but for the limit of writes a minute, which these would soon reach. */
const unlimited: Env = {
  ...env,
  WRITE_LIMIT: overriding(env.WRITE_LIMIT, { limit: async () => ({ success: true }) }),
};

/** Every request of a history, and then each once more, undisturbed. What is wrong with what was answered and done; null: nothing. */
export async function live(history: readonly (readonly Sent[])[]): Promise<string | null> {
  const name = crypto.randomUUID();
  const acknowledged = new Map<string, { body: string; text: string }>();
  const all = [...history, ...history.flat().map((one) => [{ ...one, fate: null }])];
  for (const step of all) {
    const answers = await Promise.all(step.map(async (one) => [one, await ask(name, one)] as const));
    for (const [{ key, body, fate }, answer] of answers) {
      if (answer === null || (answer.status === 503 && fate !== null)) continue;
      const first = acknowledged.get(key);
      const isRefused = answer.status === 422 && answer.text.includes("/problems/idempotency-key-reused");
      if (isRefused && first?.body !== body) continue;
      if (answer.status !== 201) return `${key} ${body}: ${answer.status} ${answer.text}`;
      if (first !== undefined && first.body !== body) return `${key}: both ${first.body} and ${body} were carried out`;
      if (first !== undefined && first.text !== answer.text) return `${key}: ${answer.text}, first ${first.text}`;
      acknowledged.set(key, { body, text: answer.text });
    }
  }
  return done(name, acknowledged);
}

/** Of each key that was acknowledged there is the article that was, and no other. */
async function done(name: string, acknowledged: Map<string, { body: string }>): Promise<string | null> {
  const titles = await rows<{ title: string }>(
    "select title from articles where title like ? order by title",
    `${name}%`,
  );
  const found = titles.map(({ title }) => title.slice(name.length + 1));
  const expected = [...acknowledged].map(([key, { body }]) => `${key} ${body}`).toSorted();
  return found.join() === expected.join() ? null : `there are ${found.join()}; acknowledged ${expected.join()}`;
}

/** Null: it died. */
async function ask(name: string, { key, body, fate }: Sent): Promise<Answer | null> {
  const { promise: death, resolve: die } = Promise.withResolvers<null>();
  let calls = 0;
  const on: Intercept = async ({ part }, carryOut) => {
    if (part !== "DB" || fate === null || ++calls !== fate.at) return carryOut();
    if (fate.isCarriedOut) await carryOut();
    if (fate.end === "fails") throw new Error("D1_ERROR: Network connection lost.");
    die(null);
    return new Promise(() => {});
  };
  const request = new Request("http://site.test/api/articles", {
    method: "POST",
    headers: {
      authorization: `Bearer ${TOKEN}`,
      "content-type": "application/json",
      "idempotency-key": `"${name} ${key}"`,
    },
    body: JSON.stringify({ title: `${name} ${key} ${body}`, section: "news", body: "Text." }),
  });
  return Promise.race([new Isolate().ask(request, intercepted(on, unlimited)), death]);
}
