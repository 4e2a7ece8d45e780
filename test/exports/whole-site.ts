// A site with all that a site can hold.

import { env } from "cloudflare:workers";
import { rows } from "../api/client";
import { call, read } from "./site";

/** 1 × 1 px. */
const PNG = Uint8Array.fromBase64(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
);

const settings = {
  name: { "zh-CN": "清流网 🌊", en: "Clear Stream" },
  tagline: { en: "Water, watched" },
  description: { "zh-CN": "𠮷野家の水 — 水质" },
  languages: ["zh-CN", "en"],
  timeZone: "Asia/Shanghai",
  hotline: { label: { "zh-CN": "免费服务热线", en: "Free service hotline" }, number: "400-000-0000" },
  filings: [{ label: "沪ICP备00000000号", url: "https://beian.miit.gov.cn/" }, { label: "公安备" }],
  purges: [{ tags: ["ranking"], every: 3600 }],
};

const inAYear = () => `${new Date(Date.now() + 365 * 86_400_000).toISOString().slice(0, 19)}Z`;

/** Makes it, and gives the paths of what visitors may open. */
export async function makeWholeSite(): Promise<string[]> {
  await call("PUT", "/site", settings);
  await makeSections();
  const { path: picture } = await call("POST", "/media?name=Ein%20Bild%20%E5%9B%BE.png", PNG.buffer as ArrayBuffer);
  await makePages(picture);
  await call("POST", "/people", { handle: "li-wei", name: "李伟 😀", email: "li@example.com", role: "editor" });
  const left = await call("POST", "/people", { handle: "left", name: "Left", role: "admin" });
  await call("PATCH", `/people/${left.id}`, { disabled: true });
  await call("PUT", "/links", {
    items: [
      { name: "水利部", url: "http://www.mwr.gov.cn/" },
      { name: "EEA", url: "https://eea.europa.eu/" },
    ],
  });
  await call("PUT", "/searches", { pinned: ["溶解氧", "pH"], blocked: ["spam"] });
  await call("PUT", "/redirects", {
    items: [
      { from: "/old/新闻.html", to: "/news" },
      { from: "/?p=12", to: "https://elsewhere.example/a?b=c#d" },
      { from: "/about-us", to: "/about" },
    ],
  });
  await makeArticles(picture);
  return [
    ...["/", "/en", "/news", "/en/news", "/industry", "/about", "/en/about", "/about-old", "/tag/水", "/en/tag/water"],
    ...[
      "/news/2021/04",
      "/en/news/2021/04",
      "/feed.xml",
      "/feed.json",
      "/news/feed.xml",
      "/sitemap.xml",
      "/sitemaps/1.xml",
    ],
    ...["/news/opening", "/news/moved-once", "/news/opening.md", "/en/news/opening-day", "/news/gone", "/news/over"],
    ...[
      "/a/1",
      "/a/2",
      "/search?q=氧",
      "/en/search?q=opening",
      "/old/新闻.html",
      "/?p=12",
      "/channel/opening",
      "/llms.txt",
    ],
  ];
}

async function makeSections(): Promise<void> {
  const name = (zh: string, en: string) => ({ "zh-CN": zh, en });
  const first = await call("PUT", "/sections", {
    items: [
      { id: 1, slug: "channel", name: name("新闻", "News") },
      { slug: "passing", name: { en: "Passing" } },
      { slug: "industry", name: { "zh-CN": "行业资讯" }, description: { "zh-CN": "行业" } },
    ],
  });
  const [news, passing, industry] = first.items;
  await call("PUT", "/sections", {
    items: [{ ...industry }, { ...news, slug: "news" }, { ...passing }],
  });
}

async function makePages(picture: string): Promise<void> {
  const about = (slug: string) => ({
    ...{ slug, place: "menu", title: { "zh-CN": "关于我们", en: "About us" } },
    body: { "zh-CN": `我们。\r\n\r\n![图](${picture})`, en: "We *watch* water." },
  });
  const { items } = await call("PUT", "/pages", {
    items: [
      about("about-old"),
      { slug: "brief", title: { en: "Brief" }, body: { en: "Gone." } },
      { slug: "contact", place: "foot", format: "html", title: { en: "Contact" }, body: { en: "<p>Call.</p>" } },
    ],
  });
  const [first, , contact] = items;
  await call("PUT", "/pages", { items: [contact, { ...first, slug: "about" }] });
}

async function makeArticles(picture: string): Promise<void> {
  const opening = await call("POST", "/articles", {
    ...{ title: "开业 🎉 𠮷", slug: "moved-once", section: "news", kind: "新闻", summary: "要点", tags: ["水", "测"] },
    ...{ source: { name: "新华社", url: "https://news.example/1" }, author: "张三", publishAt: "2021-04-08T00:08:38Z" },
    ...{ cover: { url: picture, alt: "桥" }, body: `# 一\r\n\r\n溶解氧 <b>很重要</b> 😀\r\n\r\n![图](${picture})\r\n` },
  });
  await call("PATCH", `/articles/${opening.id}`, { slug: "opening" });
  await call("PATCH", `/articles/${opening.id}`, { body: "Another text.", format: "markdown", cover: null });
  await call("POST", `/articles/${opening.id}/revisions/1/restore`);
  await call("PATCH", `/articles/${opening.id}`, { slug: "opening" });
  const second = await call("POST", "/articles", {
    ...{
      title: "Second 水",
      section: "passing",
      lang: "zh-CN",
      tags: ["水"],
      format: "html",
      body: "<h2>Two</h2><p>氧气</p>",
    },
    publishAt: "2021-04-09T00:00:00Z",
  });
  await call("PATCH", `/articles/${second.id}`, { section: "industry" });
  const { items } = await call("GET", "/sections");
  await call("PUT", "/sections", { items: items.filter(({ slug }) => slug !== "passing") });
  // The original is younger than its translation, and an article names those that share its tags, whatever their age.
  const translation = await call("POST", "/articles", {
    ...{
      title: "Opening day",
      section: "news",
      lang: "en",
      tags: ["water"],
      body: "Opening, at last.",
      publishAt: "2021-04-08T01:00:00Z",
    },
  });
  const original = await call("POST", "/articles", {
    title: "原文",
    slug: "original",
    section: "news",
    tags: ["水"],
    body: "原文。",
  });
  await call("PATCH", `/articles/${translation.id}`, { translationOf: original.id });
  await call("PATCH", `/articles/${opening.id}`, { kind: "特稿" });
  await call("POST", "/articles", { title: "Draft", section: "news", status: "draft", body: "Not yet." });
  await call("POST", "/articles", { title: "Later", section: "news", publishAt: inAYear(), body: "Later." });
  const over = await call("POST", "/articles", {
    title: "Over",
    section: "news",
    publishAt: "2021-04-01T00:00:00Z",
    expireAt: "2021-05-01T00:00:00Z",
    body: "It was.",
  });
  const gone = await call("POST", "/articles", { title: "Gone", section: "news", body: "It was here." });
  await call("DELETE", `/articles/${gone.id}`);
  const file =
    "---\ntitle: From a file\nsection: news\ntags: [水, front]\npublishAt: 2021-04-10 08:00:00\n---\nText of a *file*.\n";
  await call("POST", "/articles", file, { "content-type": "text/markdown" });
  await readThem(opening.id, second.id, over.id);
}

/** Reads of several days, flown in from the counters. */
async function readThem(opening: number, second: number, over: number): Promise<void> {
  await env.DB.batch([
    env.DB.prepare("insert into article_reads (article_id, base, counted) values (?, 0, 40)").bind(opening),
    env.DB.prepare("insert into read_days values ('2026-11-01', ?1, 30), ('2026-11-02', ?1, 10)").bind(opening),
    env.DB.prepare("insert into read_hosts values ('2026-11-01', ?, 'www.baidu.com', 12)").bind(opening),
  ]);
  await read(opening, 2, { "www.google.com": 1 });
  await read(second, 3);
  await read(over, 1);
}

/** The bytes of every file, by address, as whoever exports keeps them. */
export const filesOf = async () =>
  Promise.all(
    (await rows<{ hash: string; name: string }>("select hash, name from media")).map(async ({ hash, name }) => {
      const stored = await env.MEDIA.get(hash);
      if (stored === null) throw new Error("a listed file is not there");
      return { hash, name, bytes: await stored.arrayBuffer() };
    }),
  );
