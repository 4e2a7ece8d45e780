// IndieAuth: an app signs somebody in, and comes to a token; nobody else does, and nobody twice (indieauth.spec.indieweb.org).

import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { app } from "../../src/app";
import { sha256Hex } from "../../src/encoding/sha256";
import { aPerson, aToken, callAs } from "../access/people";
import { api, ORIGIN, rows, TOKEN, visit } from "../api/client";
import { createdAt, postForm } from "./client";
import { APP, aCode, allow, BACK, post, redeem, show, VERIFIER } from "./indieauth-app";

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
      await sha256Hex(code),
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
      await sha256Hex(code),
    );

    expect(row?.life).toBeGreaterThan(9 * 60_000);
    expect(row?.life).toBeLessThanOrEqual(10 * 60_000);
    await rows("update authorization_codes set expires_at = ? where hash = ?", Date.now() - 1, row?.hash);
    expect((await redeem(code)).body.error).toBe("invalid_grant");
  });
});
