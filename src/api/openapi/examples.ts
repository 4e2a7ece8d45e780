// The article that examples are of.

export const SHORT_ARTICLE = {
  id: 42,
  url: "https://site.example/news/%E5%BC%80%E4%B8%9A%E5%85%AC%E5%91%8A",
  title: "开业公告",
  section: "news",
  slug: "开业公告",
  lang: "zh-CN",
  status: "published",
  kind: "新闻",
  summary: null,
  tags: ["公告"],
  author: null,
  source: null,
  cover: null,
  translationOf: null,
  publishedAt: "2021-04-08T00:08:38Z",
  expireAt: null,
  createdAt: "2021-04-08T00:08:38Z",
  updatedAt: "2021-04-08T00:08:38Z",
  version: 1,
} as const;

export const AN_ARTICLE = { ...SHORT_ARTICLE, format: "markdown", body: "我们今天开业。" } as const;

export const PURGED = ["article:42", "latest:news", "home"];

export const CHANGED_ARTICLE = { ...AN_ARTICLE, purged: PURGED };

export const AN_ARTICLE_FILE = `---
title: 开业公告
section: news
tags: [公告]
---

我们**今天**开业。
`;

export const A_HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
