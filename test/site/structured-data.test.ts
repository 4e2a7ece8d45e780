// JSON-LD as Google's rich results ask for it, on every kind of page. What is required and what is recommended:
// https://developers.google.com/search/docs/appearance/structured-data/article (none required; headline, image,
// datePublished, dateModified with a time zone, author.name, author.url where there is a page), …/breadcrumb (two steps or
// more; position, name, item), …/organization (name, url; a logo of 112 px or more), …/sitelinks-searchbox (WebSite).

import { beforeAll, describe, expect, it } from "vitest";
import { ORIGIN, publish, visit } from "../promises/client";
import { aSection } from "./sections";

type Ld = Record<string, unknown> & { "@type": string };

const htmlOf = async (path: string): Promise<string> => (await visit(path)).text();

function ldIn(html: string): Ld[] {
  const scripts = html.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs);
  return [...scripts].map(([, json = ""]) => JSON.parse(json));
}

const typesOn = async (path: string) => ldIn(await htmlOf(path)).map((ld) => ld["@type"]);

async function ldOf(path: string, type: string): Promise<Ld> {
  const html = await htmlOf(path);
  return ldIn(html).find((ld) => ld["@type"] === type) ?? expect.fail(`no ${type} on ${path}`);
}

const BRAND = { name: expect.stringMatching(/./), url: expect.stringMatching(/^http:\/\/site\.test\//) };
const PUBLISHER = {
  "@type": "Organization",
  ...BRAND,
  logo: { "@type": "ImageObject", url: `${ORIGIN}/favicon.svg`, width: 512, height: 512 },
};
/** Not of the library, so its size is not known: then it is shown in a usual one. */
const COVER = { url: "/media/aa/cover.webp", alt: "一条河" };
const TAG = "结构化";

let section: string;
beforeAll(async () => {
  section = await aSection();
});

describe("structured data", () => {
  it("stands on every page that has a place in the site, and says what kind it is", async () => {
    const { path } = await publish({ section, tags: [TAG], publishAt: "2026-03-08T00:00:00Z" });

    expect(await typesOn("/")).toEqual(["Organization", "WebSite"]);
    expect(await typesOn(`/${section}`)).toEqual(["BreadcrumbList"]);
    expect(await typesOn(`/${section}/2026/03`)).toEqual(["BreadcrumbList"]);
    expect(await typesOn(path)).toEqual(["NewsArticle", "BreadcrumbList"]);
    for (const other of ["/search?q=x", "/nowhere", `/tag/${TAG}`]) expect(await typesOn(other)).toEqual([]);
    for (const ld of ldIn(await htmlOf(path))) expect(ld["@context"]).toBe("https://schema.org");
  });

  it.each(["", "/en"])("of the home page %s tells who publishes it, and how it is searched", async (prefix) => {
    const home = prefix || "/";

    expect(await ldOf(home, "Organization")).toMatchObject(PUBLISHER);
    expect(await ldOf(home, "WebSite")).toMatchObject({
      ...BRAND,
      inLanguage: prefix === "" ? "zh-CN" : "en",
      potentialAction: {
        "@type": "SearchAction",
        target: { "@type": "EntryPoint", urlTemplate: `${ORIGIN}${prefix}/search?q={search_term_string}` },
        "query-input": "required name=search_term_string",
      },
    });
  });

  it("of a breadcrumb names each step, from the home page on", async () => {
    const { path } = await publish({ section, title: "一步 & 一步" });
    const { itemListElement } = await ldOf(path, "BreadcrumbList");

    expect(itemListElement).toEqual([
      { "@type": "ListItem", position: 1, name: expect.stringMatching(/./), item: `${ORIGIN}/` },
      { "@type": "ListItem", position: 2, name: `栏 <${section}>`, item: `${ORIGIN}/${section}` },
      { "@type": "ListItem", position: 3, name: "一步 & 一步", item: ORIGIN + path },
    ]);
  });

  it("of an article tells all that is recommended, in the site's zone", async () => {
    const { path } = await publish({
      ...{ section, title: "水位回落", author: "林渡", summary: "一句话。", cover: COVER, tags: ["水位", "pH"] },
      publishAt: "2026-01-02T03:04:05Z",
    });

    expect(await ldOf(path, "NewsArticle")).toEqual({
      "@context": "https://schema.org",
      "@type": "NewsArticle",
      headline: "水位回落",
      description: "一句话。",
      inLanguage: "zh-CN",
      mainEntityOfPage: ORIGIN + path,
      datePublished: "2026-01-02T11:04:05+08:00",
      dateModified: "2026-01-02T11:04:05+08:00",
      articleSection: `栏 <${section}>`,
      keywords: ["水位", "pH"],
      author: [{ "@type": "Person", name: "林渡" }],
      publisher: PUBLISHER,
      image: [`${ORIGIN}${COVER.url}`],
    });
  });

  it("of an article without a name says that the house wrote it", async () => {
    const { path } = await publish({ section });

    expect((await ldOf(path, "NewsArticle")).author).toEqual([PUBLISHER]);
  });

  it("shortens a headline to 110 characters", async () => {
    const { path } = await publish({ section, title: "长".repeat(200) });

    expect(String((await ldOf(path, "NewsArticle")).headline)).toMatch(/^长{50,109}…$/);
  });
});

describe("the picture of a page", () => {
  const shared = (html: string) => /<meta property="og:image" content="([^"]*)"/.exec(html)?.[1] ?? null;
  const large = '<img src="https://example.org/a.png?x=1&amp;y=2" width="800" height="600">';
  const icon = '<img src="https://example.org/icon.png" width="20" height="20">';

  it("is its cover, which is also the first image in the page, as WeChat takes it", async () => {
    const { path } = await publish({ section, cover: COVER, format: "html", body: large });
    const html = await htmlOf(path);

    expect(shared(html)).toBe(`${ORIGIN}${COVER.url}`);
    expect(/<img [^>]*>/.exec(html)?.[0]).toContain(`src="${COVER.url}" alt="${COVER.alt}" width="1600" height="900"`);
  });

  it("is the first large one in its text where it has no cover", async () => {
    const { path } = await publish({ section, format: "html", body: `<p>${icon}${large}</p>` });

    expect(shared(await htmlOf(path))).toBe("https://example.org/a.png?x=1&amp;y=2");
    expect((await ldOf(path, "NewsArticle")).image).toEqual(["https://example.org/a.png?x=1&y=2"]);
  });

  it("is drawn where it has none, and of a list the first cover", async () => {
    const empty = await aSection();
    const { id, path } = await publish({ section: empty });
    const before = [shared(await htmlOf(path)), shared(await htmlOf(`/${empty}`))];
    await publish({ section: empty, cover: COVER });

    const drawn = (name: string) => expect.stringMatching(new RegExp(`^${ORIGIN}/share/${name}-[0-9a-f]{16}\\.png$`));
    expect(before).toEqual([drawn(String(id)), drawn("section\\d+\\.zh-CN")]);
    expect(shared(await htmlOf(`/${empty}`))).toBe(`${ORIGIN}${COVER.url}`);
  });
});
