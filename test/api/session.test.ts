// An editor's browser is marked, and its reads are told but not counted (R9).

import { env, exports } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { isEditor, markEditor } from "../../src/access/editor-cookie";
import { api, ORIGIN } from "./client";

const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0";
const DAY_MS = 86_400_000;
let addresses = 0;

async function read(id: number, cookie?: string): Promise<unknown> {
  const headers = { "user-agent": FIREFOX, "cf-connecting-ip": `10.9.0.${++addresses}`, ...(cookie && { cookie }) };
  return (await exports.default.fetch(`${ORIGIN}/reads/${id}`, { method: "POST", headers })).json();
}

const cookieOf = (headers: Headers): string => headers.get("set-cookie")?.split(";")[0] ?? "";
const anArticle = async () => (await api("POST", "/articles", { title: "Read", section: "news", body: "x" })).body.id;

describe("an editor's browser", () => {
  it("is told the total and not counted, until it is unmarked", async () => {
    const id = await anArticle();
    const marked = await api("POST", "/session");
    const cookie = cookieOf(marked.headers);

    expect(marked.body).toMatchObject({ editor: true, until: expect.stringMatching(/^\d{4}-.*Z$/) });
    expect(await read(id, cookie)).toEqual({ id, reads: 0, counted: false });
    expect(await read(id)).toEqual({ id, reads: 1, counted: true });

    const response = await exports.default.fetch(`${ORIGIN}/api/session`, { method: "DELETE", headers: { cookie } });
    expect(await response.json()).toEqual({ editor: false, until: null });
    expect(response.headers.get("set-cookie")).toMatch(/^edgewise-editor=; Max-Age=0; Path=\/; HttpOnly; SameSite=Lax/);
  });

  it("keeps a mark that scripts can't read, which no other site sends along", async () => {
    const { headers } = await api("POST", "/session");

    expect(headers.get("set-cookie")).toMatch(/; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/);
    const secure = await markEditor(env, new Request("https://site.test/api/session"), Date.now());
    expect(secure?.cookie).toMatch(/; HttpOnly; Secure; SameSite=Lax$/);
  });

  it("needs a token to be marked, and the mark grants nothing", async () => {
    const refused = await exports.default.fetch(`${ORIGIN}/api/session`, { method: "POST" });
    const cookie = cookieOf((await api("POST", "/session")).headers);
    const asked = await exports.default.fetch(`${ORIGIN}/api/articles`, { headers: { cookie } });

    expect([refused.status, refused.headers.get("set-cookie"), asked.status]).toEqual([401, null, 401]);
  });

  it.each([
    ["forged", (cookie: string) => cookie.replace(/=\d/, "=9")],
    ["cut short", (cookie: string) => cookie.slice(0, -8)],
    ["not signed", () => "edgewise-editor=9999999999999"],
    ["empty", () => "edgewise-editor="],
  ])("counts as a reader's with a mark that is %s", async (_, change) => {
    const id = await anArticle();
    const cookie = cookieOf((await api("POST", "/session")).headers);

    expect(await read(id, change(cookie))).toEqual({ id, reads: 1, counted: true });
  });

  it("is a reader's again after 30 days, or when the token is another", async () => {
    const request = new Request(ORIGIN);
    const marked = await markEditor(env, request, 0);
    const asked = new Request(ORIGIN, { headers: { cookie: marked?.cookie.split(";")[0] ?? "" } });

    expect(await isEditor(env, asked, 30 * DAY_MS - 1)).toBe(true);
    expect(await isEditor(env, asked, 30 * DAY_MS)).toBe(false);
    expect(await isEditor({ ...env, ADMIN_TOKEN: "another" }, asked, 0)).toBe(false);
    expect(await markEditor({ ...env, ADMIN_TOKEN: "" }, request, 0)).toBeNull();
  });
});
