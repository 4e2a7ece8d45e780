// SVG: a drawing that may hold scripts. It is taken as a file to save, and shown by no page as its own.

import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { api, publish, visit } from "../api/client";

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>';

const upload = (text: string, name = "logo.png") =>
  api("POST", `/media?name=${name}`, text, { "content-type": "image/png" });

describe("an SVG", () => {
  it.each([
    ["alone", SVG],
    ["behind a byte order mark", `\ufeff${SVG}`],
    ["behind a declaration", `<?xml version="1.0" encoding="utf-8"?>\n${SVG}`],
    ["behind comments", `<!-- A --><?program "<html>"?>\n<!-- <html> -->${SVG}`],
    ["behind a document type", `<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/svg11.dtd">${SVG}`],
    ["behind declarations of entities", `<!DOCTYPE svg [<!ENTITY a "x > y"><!ENTITY b "z">]>\n${SVG}`],
    ["with a prefix", '<s:svg xmlns:s="http://www.w3.org/2000/svg"/>'],
    ["behind a long comment", `<!-- ${"图".repeat(20_000)} -->${SVG}`],
    ["longer than what is looked at", `${SVG}${"图".repeat(30_000)}`],
  ])("is known by its content: %s", async (_, text) => {
    const { status, body } = await upload(text);

    expect([status, body.type, body.name]).toEqual([201, "image/svg+xml", "logo.svg"]);
    expect([body.width, body.height]).toEqual([null, null]);
  });

  it.each([
    ["HTML", `<!doctype html><p>${SVG}`],
    ["an element of another name", '<svgx xmlns="http://www.w3.org/2000/svg"/>'],
    ["a comment without an end", `<!-- ${SVG}`],
    ["text before the element", `x${SVG}`],
    ["another element around it", `<g>${SVG}</g>`],
    ["another encoding", `\u0000<\u0000s\u0000v\u0000g\u0000>`],
  ])("is nothing else: %s", async (_, text) => {
    expect((await upload(text)).status).toBe(415);
  });

  it("is saved, never opened: whoever opens it sees no script run", async () => {
    const { body } = await upload(`<!-- saved -->${SVG}`);

    const response = await visit(body.path);

    expect(await response.text()).toContain("alert(1)");
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "image/svg+xml",
      "content-disposition": "attachment",
      "x-content-type-options": "nosniff",
      "content-security-policy": expect.stringMatching(/^default-src 'none';.*; sandbox$/),
    });
    const part = await visit(body.path, { headers: { range: "bytes=5-" } });
    expect([part.status, part.headers.get("content-disposition")]).toEqual([206, "attachment"]);
  });

  it("is drawn by nobody here: it has no smaller versions", async () => {
    const { body } = await upload(`<!-- drawn -->${SVG}`);

    const response = await visit(`${body.path}?w=320`);

    expect([response.headers.get("content-type"), response.headers.get("content-disposition")]).toEqual([
      "image/svg+xml",
      "attachment",
    ]);
    expect(await env.MEDIA.head(`${body.hash}/320`)).toBeNull();
    const { url } = await publish({ body: `![A](${body.path})` });
    expect(await (await visit(new URL(url).pathname)).text()).not.toContain("srcset");
  });

  it("takes no longer to be told for being made of nothing but openings", async () => {
    expect((await upload("<!--".repeat(100_000))).status).toBe(415);
    expect((await upload("<?x?>".repeat(100_000))).status).toBe(415);
    expect((await upload(" ".repeat(1_000_000))).status).toBe(415);
  });
});
