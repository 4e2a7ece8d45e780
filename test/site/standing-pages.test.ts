// What visitors get of standing pages: the page, the links to it, its redirects, and its place in the sitemap.

import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it } from "vitest";
import { api, cacheStatus, ORIGIN, publish, visit } from "../promises/client";
import { all, one, readXml, type XmlElement } from "./xml-reader";

const put = async (...items: object[]): Promise<Record<string, unknown>[]> => {
  const { status, body } = await api("PUT", "/pages", { items });
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
  return Array.from(Object(body.items));
};

const ABOUT = {
  slug: "about",
  place: "menu",
  title: { "zh-CN": "关于 <我们>", en: "About us" },
  body: { "zh-CN": "我们做**仪器**。", en: "We make *instruments*." },
};
const CONTACT = { slug: "联系", place: "foot", title: { "zh-CN": "联系我们" }, body: { "zh-CN": "来电。" } };

const textAt = async (path: string): Promise<string> => (await visit(path)).text();
const leads = async (path: string) => {
  const { status, headers } = await visit(path);
  return [status, headers.get("location")];
};

afterEach(async () => void (await put()));

describe("a standing page", () => {
  it("is at its slug in each language that it has a text in, and answers 404 in others", async () => {
    await put(ABOUT, CONTACT);

    const [zh, en] = [await textAt("/about"), await textAt("/en/about")];

    expect(zh).toContain("<h1>关于 &lt;我们&gt;</h1>");
    expect(zh).toContain("<p>我们做<strong>仪器</strong>。</p>");
    expect(en).toContain("<h1>About us</h1>");
    expect(en).toContain("<p>We make <em>instruments</em>.</p>");
    expect((await visit("/联系")).status).toBe(200);
    expect([(await visit("/en/联系")).status, (await visit("/fr/about")).status]).toEqual([404, 404]);
  });

  it("says in Markdown nothing that its page doesn't show, however deep its HTML is nested", async () => {
    const body = `${"<blockquote>".repeat(25)}<p>来电。</p><script>hidden()</script>`;
    await put({ ...CONTACT, format: "html", body: { "zh-CN": body } });

    expect(await textAt("/联系.md")).toMatch(/\n\n来电。\n$/);
  });

  it("is there as Markdown, by an address of its own or by Accept, and in the outline for models", async () => {
    await put(ABOUT, { ...CONTACT, format: "html", body: { "zh-CN": "<p>来<b>电</b>。</p>" } });
    const markdown = { headers: { accept: "text/markdown" } };

    const own = await visit("/en/about.md");
    const asked = [await visit("/about", markdown), await visit("/about")];

    expect(Object.fromEntries(own.headers)).toMatchObject({
      "content-type": "text/markdown; charset=utf-8",
      "content-language": "en",
      link: `<${ORIGIN}/en/about>; rel="canonical"`,
      vary: "Accept-Encoding",
    });
    expect(await own.text()).toBe(`# About us\n\n<${ORIGIN}/en/about>\n\nWe make *instruments*.\n`);
    expect(await textAt("/联系.md")).toContain("\n来**电**。\n");
    for (const { headers } of asked) expect(headers.get("vary")).toBe("Accept, Accept-Encoding");
    expect(await asked[0]?.text()).toContain("我们做**仪器**。");
    expect(await asked[1]?.text()).toContain('<link rel="alternate" type="text/markdown" href="/about.md"/>');
    expect((await visit("/news", markdown)).headers.get("content-type")).toContain("text/html");
    expect([(await visit("/en/联系.md")).status, (await visit("/news.md")).status]).toEqual([404, 404]);
    expect(await textAt("/llms.txt")).toContain(`\n- [关于 \\<我们\\>](<${ORIGIN}/about.md>)\n`);
  });

  it("as Markdown follows its page: at once when that changes, and to its new address", async () => {
    const [saved] = await put(ABOUT);
    await textAt("/about.md");
    await put({ ...ABOUT, id: saved?.id, slug: "who-we-are", body: { ...ABOUT.body, "zh-CN": "新的。" } });

    expect(await leads("/about.md")).toEqual([301, "/who-we-are.md"]);
    expect(await textAt("/who-we-are.md")).toContain("新的。");
  });

  it("says in its head what it is, where it is, and in which languages", async () => {
    await put(ABOUT, CONTACT);

    const [about, contact] = [await textAt("/en/about"), await textAt("/联系")];

    for (const tag of [
      "<title>About us · Edgewise</title>",
      '<meta name="description" content="We make instruments."/>',
      `<link rel="canonical" href="${ORIGIN}/en/about"/>`,
      `<link rel="alternate" hreflang="zh-CN" href="${ORIGIN}/about"/>`,
      `<link rel="alternate" hreflang="en" href="${ORIGIN}/en/about"/>`,
      '<meta property="og:title" content="About us · Edgewise"/>',
      `<meta property="og:url" content="${ORIGIN}/en/about"/>`,
    ]) {
      expect(about).toContain(tag);
    }
    const [, jsonLd = ""] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(about) ?? [];
    expect(JSON.parse(jsonLd)).toMatchObject({
      "@type": "BreadcrumbList",
      itemListElement: [{ item: `${ORIGIN}/en` }, { name: "About us", item: `${ORIGIN}/en/about` }],
    });
    expect(contact).not.toContain('rel="alternate" hreflang');
  });

  it("is linked where it has its place, on every page of a language that it is in, and marks itself there", async () => {
    const { path } = await publish();
    await put(ABOUT, CONTACT, { ...CONTACT, slug: "hidden", place: null });

    for (const page of ["/", "/news", path, "/search", "/nothing"]) {
      const html = await textAt(page);
      const [, menu = ""] = /<nav class="menu"(.*?)<\/nav>/s.exec(html) ?? [];
      const [, foot = ""] = /<footer class="foot">(.*?)<\/footer>/s.exec(html) ?? [];
      expect(menu).toContain('<a href="/about">关于 &lt;我们&gt;</a>');
      expect(foot).toContain(`<a href="${encodeURI("/联系")}">联系我们</a>`);
      expect(html).not.toContain("/hidden");
    }
    expect(await textAt("/en")).not.toContain(encodeURI("/联系"));
    expect(await textAt("/about")).toContain(
      '<a href="/about" aria-current="page">关于 &lt;我们&gt;</a></li></ul></nav>',
    );
  });

  it("leads to the same page in another language, else to that language's home", async () => {
    await put(ABOUT, CONTACT);

    expect(await textAt("/about")).toContain('<a href="/en/about" lang="en" hreflang="en">');
    expect(await textAt("/联系")).toContain('<a href="/en" lang="en" hreflang="en">');
  });

  it("is kept like every page, under the frame's tag and its own", async () => {
    await put(ABOUT);
    await visit("/about");

    expect(cacheStatus(await visit("/about?utm_source=x"))).toContain("hit");
    await api("POST", "/purges", { tags: ["page:about"] });
    expect(cacheStatus(await visit("/about"))).not.toContain("hit");
    await publish();
    expect(cacheStatus(await visit("/about"))).toContain("hit");
  });

  it("shows a correction at once, and no other page is rendered for it", async () => {
    await put(ABOUT, CONTACT);
    const others = ["/", "/news", "/联系"];
    for (const path of ["/about", "/en/about", "/sitemaps/pages.xml", ...others]) await visit(path);

    await put({ ...ABOUT, body: { ...ABOUT.body, en: "We mend instruments." } }, CONTACT);

    expect(await textAt("/en/about")).toContain("We mend");
    expect(cacheStatus(await visit("/sitemaps/pages.xml"))).not.toContain("hit");
    for (const path of others)
      expect([path, cacheStatus(await visit(path))]).toEqual([path, expect.stringContaining("hit")]);
  });

  it("that gets another slug leads there from the old one, in any spelling, in each of its languages", async () => {
    const [saved] = await put(ABOUT);
    await visit("/about");

    await put({ ...saved, slug: "company" });

    expect(await leads("/about")).toEqual([301, "/company"]);
    expect(await leads("/About/")).toEqual([301, "/company"]);
    expect(await leads("/en/about")).toEqual([301, "/en/company"]);
    expect(await leads("/zh-cn/about")).toEqual([301, "/company"]);
    expect(cacheStatus(await visit("/about"))).toContain("hit");
  });

  it("that is gone answers 404, and so do its old addresses", async () => {
    const [saved] = await put(ABOUT);
    await put({ ...saved, slug: "company" });
    for (const path of ["/about", "/company"]) await visit(path);

    await put();

    expect([await leads("/about"), await leads("/company")]).toEqual([
      [404, null],
      [404, null],
    ]);
  });

  it("in one language less is gone there at once", async () => {
    const [saved] = await put(ABOUT);
    await visit("/en/about");

    await put({ ...saved, title: { "zh-CN": "关于" }, body: { "zh-CN": "我们。" } });

    expect((await visit("/en/about")).status).toBe(404);
    expect(await textAt("/about")).not.toContain('rel="alternate" hreflang');
  });
});

describe("the sitemap of pages", () => {
  const urls = async (): Promise<XmlElement[]> => all(readXml(await textAt("/sitemaps/pages.xml")), "url");
  const locOf = (url: XmlElement): string => one(url, "loc").text;

  it("holds each page in each of its languages, with the time of that text and its translations", async () => {
    await put(ABOUT, CONTACT);
    await env.DB.exec("update standing_page_texts set updated_at = 1617840518000 where lang = 'en'");
    await api("POST", "/purges", { everything: true });

    const listed = (await urls()).slice(-3);

    expect(listed.map(locOf)).toEqual(["/about", "/en/about", encodeURI("/联系")].map((path) => ORIGIN + path));
    const [zh, en, contact] = listed;
    if (zh === undefined || en === undefined || contact === undefined) throw new Error("three are listed");
    expect(one(en, "lastmod").text).toBe("2021-04-08T00:08:38.000Z");
    expect(Date.now() - Date.parse(one(zh, "lastmod").text)).toBeLessThan(60_000);
    expect(all(zh, "xhtml:link").map(({ attributes: { hreflang, href } }) => `${hreflang} ${href}`)).toEqual([
      `zh-CN ${ORIGIN}/about`,
      `en ${ORIGIN}/en/about`,
    ]);
    expect(all(contact, "xhtml:link")).toEqual([]);
  });

  it("drops a page that is gone", async () => {
    await put(ABOUT);
    await urls();

    await put();

    expect((await urls()).map(locOf)).not.toContain(`${ORIGIN}/about`);
  });
});
