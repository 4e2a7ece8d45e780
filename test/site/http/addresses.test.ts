// One spelling of each address: any other leads to it by one redirect, which leads nowhere else (RFC 9110 §4.2.3, RFC 3986 §6).

import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { api, ORIGIN, publish } from "../../promises/client";
import { ask } from "./client";

/** Addresses that are there, each with the one that it leads to in the end. */
const places: { path: string; end: string; anyCase: boolean }[] = [];
/** The Chinese article's slug. */
let slug = "";

beforeAll(async () => {
  const { path, id, slug: made } = await publish({ title: `开业 café ${crypto.randomUUID()}`, tags: ["Tea 茶+"] });
  slug = made;
  const moved = await publish();
  const at = `/news/moved-${moved.slug}`;
  await api("PATCH", `/articles/${moved.id}`, { slug: `moved-${moved.slug}` });
  const old = decodeURIComponent(moved.path);
  for (const [written, end] of [
    ...[
      ["/", "/"] as const,
      ["/news", "/news"] as const,
      ["/en", "/en"] as const,
      ["/news/2021/05", "/news/2021/05"] as const,
    ],
    ...["/feed.xml", "/news/feed.json", "/en/feed.xml", "/robots.txt", "/llms.txt"].map(
      (each) => [each, each] as const,
    ),
    ...["/sitemap.xml", "/sitemaps/pages.xml", "/sitemaps/1.xml", "/sitemap-news.xml"].map(
      (each) => [each, each] as const,
    ),
    ...[[`/news/${slug}.md`, `${path}.md`] as const, [`/zh-cn${old}.md`, `${at}.md`] as const],
    ...[["/zh-cn", "/"] as const, ["/zh-cn/news", "/news"] as const, ["/favicon.svg", "/favicon.svg"] as const],
    ...[
      [`/news/${slug}`, path] as const,
      [`/a/${id}`, path] as const,
      [old, at] as const,
      [`/zh-cn${old}`, at] as const,
    ],
  ])
    places.push({ path: written, end, anyCase: true });
  places.push({ path: "/tag/Tea 茶+", end: `/tag/${encodeURIComponent("Tea 茶+")}`, anyCase: false });
});

/** Opens an address as it is spelt, follows redirects of this site, and says where it came to and by how many. */
async function follow(spelling: string) {
  let path = spelling;
  for (let redirects = 0; ; redirects += 1) {
    const response = await ask(path);
    const location = response.headers.get("location");
    if (location === null || redirects > 5) {
      const { pathname } = new URL(ORIGIN + path);
      return { path: pathname, status: response.status, redirects };
    }
    expect([response.status, new URL(location, ORIGIN + path).origin]).toEqual([301, ORIGIN]);
    path = location;
  }
}

describe("a spelling", () => {
  it.each([
    ["RFC 3986 §6.2.2.1: upper case", "/NEWS", "/news"],
    ["RFC 3986 §6.2.2.1: lower-case hex digits", "/tag/a%2bb", "/tag/a%2Bb"],
    ["RFC 3986 §6.2.2.2: needlessly encoded letters", "/%6e%65%77%73", "/news"],
    [
      "RFC 3987 §3.1: unencoded Chinese in a spelling that is wrong elsewhere",
      "/news/开业/",
      "/news/%E5%BC%80%E4%B8%9A",
    ],
    ["RFC 3986 §6.2.2.2: reserved characters in the raw", "/tag/a+b,c", "/tag/a%2Bb%2Cc"],
    ["RFC 3987 §5.3.2.2: NFD", "/news/cafe%CC%81", "/news/caf%C3%A9"],
    ["RFC 3987 §5.3.2.2: upper case that is NFC while its lower case is not", "/J%CC%8C", "/%C7%B0"],
    ["RFC 3986 §3.3: a trailing slash", "/news/", "/news"],
    ["RFC 3986 §3.3: empty segments", "//news///2021//05", "/news/2021/05"],
    ["RFC 3986 §3.3: nothing but slashes", "///", "/"],
    ["RFC 5646 §2.1.1: a language in its own case", "/zh-Hant/News", "/zh-hant/news"],
    ["RFC 3986 §2.2: an encoded slash is no slash, and stays encoded", "/News%2f2021%2F05", "/news%2F2021%2F05"],
    ["RFC 3986 §2.4: an encoded percent sign is decoded once", "/%2550/", "/%2550"],
    ["RFC 3986 §2.1: an encoded NUL", "/NEWS%00", "/news%00"],
    ["RFC 9110 §10.2.2: another host", "//evil.example", "/evil.example"],
    ["RFC 9110 §10.2.2: another host, as browsers read it", "/\\evil.example/", "/evil.example"],
    ["RFC 9110 §10.2.2: another host, encoded", "/%2f%2fEvil.example", "/%2F%2Fevil.example"],
    ["RFC 9110 §10.2.2: another host below a language", "/ZH-CN//evil.example", "/evil.example"],
    ["RFC 9110 §4.1: 2,000 characters", `/${"A".repeat(2000)}`, `/${"a".repeat(2000)}`],
    ["RFC 9110 §4.1: 8,000 octets", `/news/${"%e5%bc%80".repeat(900)}`, `/news/${"%E5%BC%80".repeat(900)}`],
  ])("%s: leads by one 301 to where it is, or is not", async (_, spelling, canonical) => {
    const moved = await ask(spelling);

    expect([moved.status, moved.headers.get("location")]).toEqual([301, canonical]);
    expect([200, 404]).toContain((await ask(canonical)).status);
  });

  it.each([
    ["RFC 3986 §6.2.2.3: with dots", "/./news"],
    ["RFC 3986 §6.2.2.3: with dots", "/x/../news"],
    ["RFC 3986 §6.2.2.3: with dots", "/../%2e%2E/news/."],
    ["RFC 3987 §3.1: in unencoded Chinese", "/news/SLUG"],
  ])(
    // The runtime may have removed the dots and encoded the characters before the Worker sees the address.
    "%s is read as without, by one redirect at most: %s",
    async (_, spelling) => {
      const { status, redirects } = await follow(spelling.replace("SLUG", slug));

      expect(status).toBe(200);
      expect(redirects).toBeLessThanOrEqual(1);
    },
  );

  it.each(["/%", "/news/%e5%bc", "/%ff", "/%C0%AF", "/x%2", "/%zz", "/%u4e00", "/NEWS/%"])(
    "RFC 9110 §15.5.1: whose percent-encoding is broken is refused by 400, never stored: %s",
    async (spelling) => {
      const response = await ask(spelling);

      expect([response.status, response.headers.get("cache-control")]).toEqual([400, "no-store"]);
      expect(await response.text()).toContain("percent-encoding");
    },
  );

  it("RFC 9110 §15.5.5: that reads as no language is looked for, and not found", async () => {
    for (const path of ["/zh-yue", "/en-abc/news", "/no-way"]) expect((await ask(path)).status).toBe(404);
  });

  it("RFC 9110 §15.4.2: of an address that has moved leads in one to where it is, and as long as that is so", async () => {
    const moved = await publish();
    await api("PATCH", `/articles/${moved.id}`, { slug: `again-${moved.slug}` });

    const response = await ask(`//ZH-CN${moved.path.toUpperCase()}/`);

    expect([response.status, response.headers.get("location")]).toEqual([301, `/news/again-${moved.slug}`]);
    expect(response.headers.get("cache-control")).toBe("public, max-age=0, must-revalidate");
    expect((await ask("/News")).headers.get("cache-control")).toBe("public, max-age=3600");
  });

  it("RFC 9110 §4.2.3: of a page, whichever, leads in one redirect to its one address", async () => {
    const noise = fc.array(fc.nat({ max: 99 }), { minLength: 1, maxLength: 40 });
    const spelt = fc.record({
      place: fc.nat(),
      noise,
      isNfd: fc.boolean(),
      query: fc.constantFrom("", "?", "?utm_source=x"),
    });
    await fc.assert(
      fc.asyncProperty(spelt, async ({ place, noise, isNfd, query }) => {
        const { path, end, anyCase } = places[place % places.length] ?? places[0] ?? expect.fail("there are places");
        const characters = [...(isNfd ? path.normalize("NFD") : path)];
        const spelling = characters.map((c, n) => respell(c, noise[n % noise.length] ?? 0, anyCase)).join("");

        const came = await follow(spelling + query);

        expect(came).toEqual({ path: end, status: 200, redirects: came.redirects });
        expect(came.redirects).toBeLessThanOrEqual(1);
      }),
      { numRuns: 100 },
    );
  }, 60_000);

  it("RFC 9110 §4.2.3: of anything leads by one redirect at most to what is there or not, never to another host", async () => {
    const piece = fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 6 }).map((text) => text.toWellFormed()),
      fc.constantFrom(..."/ // \\ . .. % %2F %5C %2e %00 %0d%0a evil.example @ :80".split(" ")),
      fc.constantFrom(..."news NEWS zh-CN en EN tl iw sh a tag Tag search admin media İ".split(" ")),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 6 }), async (pieces) => {
        const { status, redirects } = await follow(`/${pieces.join("").replace(/[?#]/g, "")}`);

        expect([200, 400, 404]).toContain(status);
        expect(redirects).toBeLessThanOrEqual(1);
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});

/** Another spelling of one character of a path, chosen by a number. */
function respell(c: string, choice: number, anyCase: boolean): string {
  if (c === "/") return choice % 5 === 0 ? "//" : "/";
  const cased = anyCase && choice % 3 === 0 ? c.toUpperCase() : c;
  const isPlain = /[\w.~-]/.test(cased);
  if (isPlain && choice % 4 !== 0) return cased;
  const octets = new TextEncoder().encode(cased).toHex();
  const encoded = octets.replace(/../g, "%$&");
  return choice % 2 === 0 ? encoded : encoded.toUpperCase();
}
