// What an import does with an export that was cut off, or spoilt.

import { beforeEach, describe, expect, it } from "vitest";
import { rows, theValue } from "../api/client";
import { emptySite } from "./empty-site";
import { exportOf, textOf } from "./exported";
import { exportAll, importText, linesOf } from "./site";

beforeEach(emptySite);

describe("a dump that is not whole", () => {
  it("is taken as far as it goes when it is cut off, and says that it is", async () => {
    const text = await exportOf({ title: "One" }, { title: "Two" });
    const cut = text.slice(0, text.indexOf("Two"));

    const taken = await importText(cut);

    const failed = taken.filter(({ outcome }) => outcome === "failed").map(({ notes }) => notes[0]);
    expect(failed).toEqual(["is not JSON", expect.stringContaining("cut off")]);
    expect(await theValue("select count(*) from articles")).toBe(1);
    await importText(text);
    expect(await exportAll()).toBe(text);
  });

  it("names each line that is wrong, and takes the others", async () => {
    const text = await exportOf({ title: "One" });
    const lines = linesOf(text);
    const one = lines.find(({ type }) => type === "article");
    const wrongs: [string, unknown][] = [
      ["is not JSON", "{"],
      ["is not UTF-8", "\u0000"],
      ["type", { type: "comment" }],
      ["source/url", { source: { name: "x", url: "javascript:alert(1)" } }],
      ["cover/url", { cover: { url: "//evil.example/x.png", alt: "", width: null, height: null } }],
      ["publishedAt", { publishedAt: "yesterday" }],
      ["day", { day: null }],
      ["slug", { slug: "a/b" }],
      ["title", { title: "a\u0001b" }],
      ["id: Too big", { id: 2 ** 24 }],
      ["lang: fr is not a language of this site", { lang: "fr" }],
      ["section: this site has no section sport", { section: "sport" }],
    ];
    const wrong = wrongs.map(([, change], n) =>
      typeof change === "string"
        ? change
        : JSON.stringify({ ...one, id: 10 + n, guid: `guid ${n}`, ...Object(change) }),
    );
    const place = text.split("\n").findIndex((line) => line.startsWith('{"type":"article"'));
    const bytes = new TextEncoder().encode(
      text
        .split("\n")
        .toSpliced(place, 0, ...wrong)
        .join("\n"),
    );

    const taken = await importText(bytes.map((byte) => byte || 0xff));

    const failed = taken.filter(({ outcome }) => outcome === "failed");
    expect(failed.map(({ notes }) => notes.join())).toEqual(wrongs.map(([note]) => expect.stringContaining(note)));
    const keys = failed.filter(({ kind }) => kind === "line").map(({ key }) => key);
    expect(keys).toEqual(keys.map((_, n) => `line ${place + 1 + n}`));
    expect(await rows("select title from articles")).toEqual([{ title: "One" }]);
  });

  it("is refused whole when it is no export, or of another form", async () => {
    const head = { type: "edgewise", format: 2, site: "", ids: { articles: 0, sections: 0, pages: 0 } };

    await expect(importText("")).rejects.toThrow("it is empty");
    await expect(importText('{"a":1}\n')).rejects.toThrow("not that of an export");
    await expect(importText(textOf([head]))).rejects.toThrow("form 2");
    // Articles would get ids that the search can't tell apart, for good.
    const beyond = { ...head, format: 1, ids: { ...head.ids, articles: 2 ** 24 } };
    await expect(importText(textOf([beyond]))).rejects.toThrow("not that of an export");
  });
});
