// An import that is stopped anywhere and repeated leaves what one that ran through leaves.

import { env } from "cloudflare:workers";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { emptySite } from "../exports/empty-site";
import { call, exportAll, importText, placeIn } from "../exports/site";
import { intercepted } from "../failing/bindings";
import { allTables, type Tables } from "../failing/tables";
import { stopEverywhere } from "./stopping";

// All at one moment, so that runs differ in nothing by the clock.
beforeAll(() => void vi.useFakeTimers({ toFake: ["Date"], now: Date.now() }));
afterAll(() => void vi.useRealTimers());

/** They grow with each try. */
const LEFT_OUT = ["audit", "ledger", "sqlite_sequence"];

/** Lines that say what every new site says. */
const isAsAtFirst = (line: string) => /^\{"type":"(?:settings|links|searches)"/.test(line);

/** Lines that are taken in by one batch after what they rest on was read, as that of sections is: tried each night. */
const isPlain = (line: string) => /^\{"type":"(?:pages|pageText|reads|end)"/.test(line);

/** All that is stored, but for what grows with each try. */
async function stored(): Promise<Tables> {
  const { site = [], ...tables } = await allTables();
  const kept = Object.entries(tables).filter(([name]) => !LEFT_OUT.includes(name));
  return { ...Object.fromEntries(kept), site: site.map(({ settings, frame }) => ({ settings, frame })) };
}

it("is as if it had run through, wherever it was stopped, once it is repeated", { timeout: 120_000 }, async () => {
  await emptySite();
  await call("PUT", "/sections", { items: [{ slug: "press", name: { en: "Press" } }] });
  await call("PUT", "/pages", { items: [{ slug: "about", title: { en: "About" }, body: { en: "Us." } }] });
  const file = await call("POST", "/media?name=a.pdf", "%PDF-1.7\n");
  const { id } = await call("POST", "/articles", {
    title: "One",
    section: "press",
    tags: ["a"],
    body: `[a](${file.path})`,
  });
  await call("PATCH", `/articles/${id}`, { slug: "moved" });
  await env.DB.batch([
    env.DB.prepare("insert into article_reads (article_id, counted) values (1, 7)"),
    env.DB.prepare("insert into read_days values ('2026-11-01', 1, 7)"),
  ]);
  const exported = await exportAll();
  const text = exported
    .split("\n")
    .filter((line) => !isAsAtFirst(line) && (env.NIGHTLY !== "" || !isPlain(line)))
    .join("\n");
  const bytes = await (await env.MEDIA.get(file.hash))?.arrayBuffer();
  const setUp = async () => {
    await emptySite();
    await env.MEDIA.put(file.hash, bytes ?? "");
  };
  await setUp();
  await importText(text);
  const whole = await stored();

  const stops = await stopEverywhere({
    setUp,
    run: (stop) => stop.until(() => importText(text, placeIn(intercepted(stop.on)))),
    async afterStop(where) {
      await importText(text);

      expect([where, await stored()]).toEqual([where, whole]);
    },
  });

  expect(stops).toBeGreaterThan(15);
});
