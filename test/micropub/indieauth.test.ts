// IndieAuth: an app signs somebody in, and comes to a token; nobody else does, and nobody twice (indieauth.spec.indieweb.org).

import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { app } from "../../src/app";
import { aPerson, aToken, callAs } from "../access/people";
import { api, ORIGIN, rows, TOKEN, visit } from "../api/client";
import { createdAt, postForm } from "./client";

const APP = "https://quill.example/";
const BACK = "https://quill.example/callback?from=edgewise";
const VERIFIER = "a6128783714cfda1d388e2e98b6ae8221ac31aca31959e59512c59f5";
const CHALLENGE = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(VERIFIER))).toBase64({
  alphabet: "base64url",
  omitPadding: true,
});

const asked = (changes: Record<string, string | undefined> = {}): Record<string, string> => {
  const all = {
    ...{ response_type: "code", client_id: APP, redirect_uri: BACK, state: "s t&te", scope: "create media x:y" },
    ...{ code_challenge: CHALLENGE, code_challenge_method: "S256", ...changes },
  };
  return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined));
};

const post = (path: string, fields: Record<string, string> | [string, string][]) =>
  visit(path, { method: "POST", body: new URLSearchParams(fields) });

const show = (changes?: Record<string, string | undefined>, lang = "en") =>
  visit(`/indieauth/authorize?${new URLSearchParams(asked(changes))}`, { headers: { "accept-language": lang } });

/** Submits the form with these boxes ticked. */
const allow = (token: string, { grant = ["create", "media"], ...changes }: { grant?: string[]; scope?: string } = {}) =>
  post("/indieauth/authorize", [
    ...Object.entries(asked(changes)),
    ...grant.map((name): [string, string] => ["grant", name]),
    ["token", token],
  ]);

/** The code that an app gets. */
async function aCode(token = TOKEN, more: { grant?: string[]; scope?: string } = {}): Promise<string> {
  const response = await allow(token, more);
  return new URL(response.headers.get("location") ?? "").searchParams.get("code") ?? "";
}

const shown = (code: string, changes: Record<string, string> = {}) => ({
  ...{ grant_type: "authorization_code", code, client_id: APP, redirect_uri: BACK, code_verifier: VERIFIER },
  ...changes,
});

interface Redeemed {
  access_token: string;
  error?: string;
  [member: string]: unknown;
}

const redeem = async (code: string, changes?: Record<string, string>, path = "/indieauth/token") => {
  const response = await post(path, shown(code, changes));
  return { status: response.status, body: await response.json<Redeemed>() };
};

describe("signing in", () => {
  it("tells where everything is, and pages lead there", async () => {
    const response = await visit("/.well-known/oauth-authorization-server");

    expect(await response.json()).toMatchObject({
      issuer: ORIGIN,
      authorization_endpoint: `${ORIGIN}/indieauth/authorize`,
      token_endpoint: `${ORIGIN}/indieauth/token`,
      code_challenge_methods_supported: ["S256"],
    });
    const home = await visit("/");
    for (const rel of ["authorization_endpoint", "token_endpoint", "indieauth-metadata"]) {
      expect(home.headers.get("link")).toContain(`rel="${rel}"`);
    }
    expect(await home.text()).toContain(
      '<link rel="indieauth-metadata" href="/.well-known/oauth-authorization-server"/>',
    );
  });

  it.each([
    ["en", "asks to use this site", "publish articles", "means nothing on this site"],
    ["zh-CN", "请求使用本站", "发布文章", "本站没有这项权限"],
  ])("shows in %s which app asks, where it goes back to, and for what", async (lang, ...words) => {
    const response = await show({}, lang);

    const page = await response.text();
    expect(response.status).toBe(200);
    for (const told of [APP, BACK.replace("&", "&amp;"), "x:y", ...words]) expect(page).toContain(told);
    expect(page).toContain(`<html lang="${lang}">`);
  });

  it("loads and runs nothing, and sends its form nowhere else but back to the app", async () => {
    const { headers } = await show();

    const policy = headers.get("content-security-policy");
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toMatch(/script-src *;/);
    expect(policy).toContain("form-action 'self' https://quill.example;");
    expect(headers.get("cache-control")).toBe("no-store");
  });

  it("brings an app to a token that posts, and dies after 90 days", async () => {
    const { headers, status } = await allow(TOKEN);
    const back = new URL(headers.get("location") ?? "");
    const { body } = await redeem(back.searchParams.get("code") ?? "");

    expect(status).toBe(302);
    expect(back.href).toMatch(/^https:\/\/quill\.example\/callback\?from=edgewise&code=/);
    expect([back.searchParams.get("state"), back.searchParams.get("iss")]).toEqual(["s t&te", ORIGIN]);
    expect(body).toMatchObject({
      token_type: "Bearer",
      scope: "create media",
      me: `${ORIGIN}/`,
      expires_in: 7_776_000,
    });
    const posted = postForm("h=entry&content=Posted+by+an+app", { authorization: `Bearer ${body.access_token}` });
    expect(await createdAt(posted)).toBe(`${ORIGIN}/news/posted-by-an-app`);
    const { items } = (await api("GET", "/tokens?limit=1")).body;
    expect(items).toMatchObject([{ name: "quill.example", scope: "publish", person: null, createdBy: "ADMIN_TOKEN" }]);
  });

  it("gives an app no more than was ticked, than was asked for, and than somebody may do", async () => {
    const { handle } = await aPerson({ role: "author" });
    const author = (await aToken("write", { person: handle })).text;

    const [few, tampered, drafts] = [
      await redeem(await aCode(TOKEN, { grant: ["media"] })),
      await redeem(await aCode(TOKEN, { scope: "media", grant: ["media", "create"] })),
      await redeem(await aCode(author, { scope: "create update media", grant: ["create", "update", "media"] })),
    ];

    expect([few.body.scope, tampered.body.scope, drafts.body.scope]).toEqual(["media", "media", "draft media"]);
    const { items } = (await api("GET", "/tokens?limit=1")).body;
    expect(items).toMatchObject([{ scope: "write", person: handle, createdBy: handle }]);
  });

  it("tells an app that asks for nothing who signed in, and gives it no token", async () => {
    const nothing = { scope: "", grant: [] };
    const [known, refused] = [await aCode(TOKEN, nothing), await aCode(TOKEN, nothing)];

    expect((await redeem(known, {}, "/indieauth/authorize")).body).toEqual({ me: `${ORIGIN}/` });
    expect((await redeem(refused)).body.error).toBe("invalid_grant");
  });

  it("gives an app no way to more than its own token: to another one, or to those of who let it in", async () => {
    const { handle } = await aPerson({ role: "editor" });
    const own = await aToken("publish", { person: handle });
    const { access_token: text } = (await redeem(await aCode(own.text))).body;

    const again = await allow(text);
    const { items } = (await callAs({ id: 0, text }, "GET", "/tokens")).body;
    const revoked = await callAs({ id: 0, text }, "DELETE", `/tokens/${own.id}`);

    expect([again.status, again.headers.get("location")]).toEqual([403, null]);
    expect(items).toMatchObject([{ name: "quill.example", person: handle }]);
    expect(revoked.status).toBe(404);
    expect((await callAs(own, "GET", "/tokens")).body.items).toHaveLength(2);
    expect((await callAs({ id: 0, text }, "DELETE", `/tokens/${items[0]?.id}`)).status).toBe(200);
  });

  it("knows an app's token as one for as long as it lives", async () => {
    const { handle } = await aPerson();
    const author = (await aToken("write", { person: handle })).text;
    const text = (await redeem(await aCode(author, { scope: "draft", grant: ["draft"] }))).body.access_token;
    const life = 90 * 86_400_000;
    await rows("update authorization_codes set expires_at = expires_at - ?", life - 600_000);

    await aCode(author);

    expect((await allow(text)).status).toBe(403);
  });

  it("does not say that a token is gone that writes too often to be told", async () => {
    const { body } = await redeem(await aCode());
    const limited = { ...env, WRITE_LIMIT: { limit: async () => ({ success: false }) } };
    const form = new URLSearchParams({ token: body.access_token });
    const request = new Request(`${ORIGIN}/indieauth/revoke`, { method: "POST", body: form });

    expect((await app.fetch(request, limited, createExecutionContext())).status).toBe(429);
  });

  it("lets an app give its token back", async () => {
    const { body } = await redeem(await aCode());
    const bearer = { authorization: `Bearer ${body.access_token}` };

    expect((await post("/indieauth/revoke", { token: body.access_token })).status).toBe(200);
    expect((await post("/indieauth/revoke", { token: "none" })).status).toBe(200);

    expect((await postForm("h=entry&content=Too+late", bearer)).status).toBe(401);
  });
});

describe("a code", () => {
  it("is good once: shown again, what it was changed for opens nothing any more", async () => {
    const code = await aCode();
    const { body } = await redeem(code);

    const again = await redeem(code);

    expect([again.status, again.body.error]).toEqual([400, "invalid_grant"]);
    expect((await postForm("content=x", { authorization: `Bearer ${body.access_token}` })).status).toBe(401);
  });

  it("brings one token at most, however many ask at once", async () => {
    const code = await aCode();

    const answers = await Promise.all(Array.from({ length: 5 }, () => redeem(code)));

    expect(answers.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1);
    const made = await rows(
      "select id from tokens where hash in (select token_hash from authorization_codes where hash = ?)",
      await sha256(code),
    );
    expect(made).toHaveLength(1);
  });

  it.each<[string, Record<string, string>]>([
    ["another app", { client_id: "https://thief.example/", redirect_uri: "https://thief.example/" }],
    ["another page", { redirect_uri: "https://quill.example/other" }],
    ["another secret", { code_verifier: VERIFIER.replace("a", "b") }],
  ])("is good for nothing with %s, and stays good for its own app", async (_, changes) => {
    const code = await aCode();

    expect((await redeem(code, changes)).body.error).toBe("invalid_grant");
    expect((await redeem(code)).status).toBe(200);
  });

  it("is good for ten minutes, and stored nowhere as it is", async () => {
    const code = await aCode();
    const [row] = await rows<{ life: number; hash: string }>(
      "select expires_at - ? as life, hash from authorization_codes where hash = ?",
      Date.now(),
      await sha256(code),
    );

    expect(row?.life).toBeGreaterThan(9 * 60_000);
    expect(row?.life).toBeLessThanOrEqual(10 * 60_000);
    await rows("update authorization_codes set expires_at = ? where hash = ?", Date.now() - 1, row?.hash);
    expect((await redeem(code)).body.error).toBe("invalid_grant");
  });
});

const sha256 = async (text: string) =>
  new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))).toHex();

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
