// IndieAuth: what is refused, and never sent back to whoever asked.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aToken } from "../access/people";
import { TOKEN, visit } from "../api/client";
import { APP, allow, asked, BACK, CHALLENGE, post, show, shown, VERIFIER } from "./indieauth-app";

describe("what is refused, without sending the browser anywhere", () => {
  it.each<[string, Record<string, string | undefined>, string]>([
    ["no app", { client_id: undefined }, "client_id is required"],
    ["an app of no URL", { client_id: "javascript:alert(1)" }, "client_id must be"],
    [
      "an app of an address",
      { client_id: "https://10.0.0.1/", redirect_uri: "https://10.0.0.1/" },
      "client_id must be",
    ],
    ["an app with a fragment", { client_id: `${APP}#x` }, "client_id must be"],
    ["an app with a password", { client_id: "https://a:b@quill.example/" }, "client_id must be"],
    ["an app above its root", { client_id: "https://quill.example/../x" }, "client_id must be"],
    [
      "another site's page",
      { redirect_uri: "https://thief.example/" },
      "redirect_uri must have the scheme, host and port",
    ],
    ["another port's", { redirect_uri: "https://quill.example:8443/" }, "redirect_uri must have"],
    ["a page of no site", { redirect_uri: "quill://callback" }, "redirect_uri must have"],
    ["what only a browser has of it", { redirect_uri: "blob:https://quill.example/1" }, "redirect_uri must have"],
    ...["https://a$`.example/", "https://a;sandbox.example/", "https://a,b.example/"].map(
      (odd): [string, Record<string, string>, string] => [
        `an app of no name, ${odd}`,
        { client_id: odd, redirect_uri: odd },
        "client_id must be",
      ],
    ),
    ["no PKCE", { code_challenge: undefined }, "code_challenge is required"],
    ["plain PKCE", { code_challenge_method: "plain" }, "code_challenge_method must be S256"],
    ["another response", { response_type: "token" }, "response_type must be code"],
    ["a scope of odd characters", { scope: 'create "x"' }, "scope must be names"],
  ])("%s", async (_, changes, told) => {
    const response = await show(changes);

    expect([response.status, response.headers.get("location")]).toEqual([400, null]);
    expect(await response.text()).toContain(told);
    expect((await post("/indieauth/authorize", [...Object.entries(asked(changes)), ["token", TOKEN]])).status).toBe(
      400,
    );
  });

  it("a parameter that comes twice, a wrong token, none, and a machine's", async () => {
    const twice = [...Object.entries(asked()), ["state", "other"], ["token", TOKEN]] satisfies [string, string][];
    const machine = (await aToken("publish")).text;

    expect((await post("/indieauth/authorize", twice)).status).toBe(400);
    for (const [token, status] of [
      ["wrong", 401],
      ["", 401],
      [machine, 403],
    ] as const) {
      const response = await allow(token, { grant: ["media"] });
      const page = await response.text();
      expect([response.status, response.headers.get("location")]).toEqual([status, null]);
      expect(page).toContain('role="alert"');
      // What was ticked still is, and no more.
      expect([...page.matchAll(/value="(\w+)" checked/g)].map(([, name]) => name)).toEqual(["media"]);
    }
  });

  it("an app on the machine itself is let in, with its port", async () => {
    const local = { client_id: "http://127.0.0.1:3000/", redirect_uri: "http://127.0.0.1:3000/cb" };

    expect((await show(local)).status).toBe(200);
  });

  it("markup in what an app says of itself is text", async () => {
    const page = await (await show({ scope: "<script>alert(1)</script>", state: '"><script>' })).text();

    expect(page).not.toContain("<script>");
  });

  it.each([
    ["/indieauth/token", {}, "invalid_request"],
    ["/indieauth/token", { ...shown("x"), grant_type: "password" }, "unsupported_grant_type"],
    ["/indieauth/token", shown("unknown"), "invalid_grant"],
    ["/indieauth/revoke", {}, "invalid_request"],
  ])("%s %j", async (path, fields: Record<string, string>, error) => {
    const response = await post(path, fields);

    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error });
  });

  it("other methods and kinds of bodies", async () => {
    expect((await visit("/indieauth/token")).status).toBe(405);
    expect((await visit("/indieauth/token", { method: "POST", body: "{}" })).status).toBe(415);
  });

  it("anything else, and never by a 500", async () => {
    const name = fc.constantFrom(...Object.keys(asked()), ...Object.keys(shown("")), "token", "grant", "__proto__");
    const value = fc.oneof(
      fc.string({ unit: "binary", maxLength: 20 }),
      fc.constantFrom(APP, BACK, CHALLENGE, VERIFIER),
    );
    const fields = fc.array(fc.tuple(name, value), { maxLength: 10 });
    const path = fc.constantFrom("/indieauth/authorize", "/indieauth/token", "/indieauth/revoke");

    await fc.assert(
      fc.asyncProperty(path, fields, async (at, sent) => {
        const query = String(new URLSearchParams([...Object.entries(asked()), ...sent]));

        expect((await visit(`/indieauth/authorize?${query}`)).status).toBeLessThan(500);
        expect((await post(at, sent)).status).toBeLessThan(500);
      }),
      { numRuns: 25 },
    );
  });
});
