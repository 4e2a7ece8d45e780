// Views as routes would fill them, in Chinese and English: whole, empty, and as bad as an importer may leave them.

import { trustStoredHtml } from "../../../src/content/safe-html";
import type {
  ArticleView,
  Card,
  Head,
  HomeView,
  PageLink,
  Picture,
  SearchView,
  SectionView,
  Shell,
} from "../../../src/site/views";
import { proseEn, proseZh } from "./prose";

/** 2021-04-08 08:08:38 in Shanghai, the model page's moment. */
export const MODEL_MOMENT = Date.parse("2021-04-08T00:08:38Z");
const DAY_MS = 86_400_000;

export const LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
  .repeat(3)
  .slice(0, 200);
export const HOSTILE = `</title></script><script>alert(1)</script><img src=x onerror="alert(2)">"'&`;

const link = (name: string, path: string, current = false): PageLink => ({ name, href: encodeURI(path), current });

const picture = (name: string, width = 1200, height = 800): Picture => ({
  src: `/media/${name}.svg`,
  srcset: null,
  alt: name,
  width,
  height,
});

const zhTitles = [
  "海上风电迈入深水区：漂浮式机组在南海并网发电",
  "质保期内，变压器油温异常该怎么办？",
  "2021 年一季度储能装机同比增长 86%，磷酸铁锂仍是主流",
  "公司与三所高校共建智能电网联合实验室",
  "读懂一张电费单",
  "西北大基地外送通道开工，预计 2023 年投产",
  "“双碳”目标下，老旧小区的配电改造从哪里开始",
  "客服热线升级：7×24 小时，三分钟内接通",
];
const enTitles = [
  "Offshore wind moves into deep water as floating turbines join the grid",
  "What to do when a transformer runs hot",
  "Storage capacity grew 86% in the first quarter",
  "Three universities join our smart-grid laboratory",
  "How to read an electricity bill",
  "Work starts on the north-western transmission line",
  "Rewiring old neighbourhoods: where to begin",
  "The hotline now answers within three minutes, day and night",
];

const zhSummary =
  "三台单机容量 16.6 兆瓦的漂浮式机组在水深 65 米处并网，抗台风设计首次经受住了 14 级阵风的考验，度电成本有望在五年内降到固定式的水平。";
const enSummary =
  "Three floating machines of 16.6 megawatts each went live in 65 metres of water, and their mooring has already stood up to a typhoon.";

export interface Language {
  shell: Shell;
  sections: PageLink[];
  cards: Card[];
  prose: string;
}

function shellOf(lang: string, brand: string, tagline: string, menu: PageLink[], hot: string[]): Shell {
  const prefix = lang === "en" ? "/en" : "";
  return {
    lang,
    origin: "https://news.example",
    timeZone: "Asia/Shanghai",
    brand,
    tagline,
    description: tagline,
    homeHref: prefix || "/",
    searchHref: `${prefix}/search`,
    hotline: { label: lang === "en" ? "Free service hotline" : "免费服务热线", number: "400-820-8820" },
    menu,
    footPages: menu.slice(-2),
    hotSearches: hot.map((word) => ({ name: word, href: `${prefix}/search?q=${encodeURIComponent(word)}` })),
    friendLinks: ["国家能源局", "中国电力企业联合会", "IEA", "北极星电力网"].map((name) => ({
      name,
      href: "https://example.org/",
    })),
    filings: [
      { label: "沪ICP备12345678号-1", href: "https://beian.miit.gov.cn/" },
      { label: "沪公网安备 31010102001234号", href: null },
    ],
    languages: [
      { lang: "zh-CN", name: "简体中文", href: "/", current: lang !== "en" },
      { lang: "en", name: "English", href: "/en", current: lang === "en" },
    ],
  };
}

function cardsOf(titles: string[], summary: string, kind: string, sections: PageLink[]): Card[] {
  return titles.map((title, i) => ({
    id: 42 + i,
    href: `/news/${42 + i}`,
    title,
    kind: i % 3 === 0 ? kind : null,
    summary: i % 4 === 3 ? null : summary,
    publishedAt: MODEL_MOMENT - i * DAY_MS,
    reads: [123_456, 9_999, 1_234, 0][i % 4] ?? 0,
    cover: i % 2 === 0 ? picture(`cover-${i % 4}`) : null,
    section: sections[i % sections.length] ?? null,
  }));
}

function languageOf(lang: "zh-CN" | "en"): Language {
  const en = lang === "en";
  const sections = (
    en ? ["Industry", "Company", "Technology", "Service"] : ["行业资讯", "公司动态", "技术文章", "服务指南"]
  ).map((name, i) => link(name, `${en ? "/en" : ""}/${["industry", "company", "technology", "service"][i]}`, i === 0));
  const menu = [
    ...sections,
    link(en ? "About us" : "关于我们", "/about"),
    link(en ? "Contact" : "联系我们", "/contact"),
  ];
  return {
    shell: en
      ? shellOf("en", "Fengyuan Power", "Plain words about electricity", menu, [
          "floating wind",
          "storage",
          "bills",
          "transformer",
        ])
      : shellOf("zh-CN", "丰源电力", "把电的事情讲明白", menu, ["漂浮式风电", "储能", "电费单", "变压器", "质保"]),
    sections,
    cards: cardsOf(en ? enTitles : zhTitles, en ? enSummary : zhSummary, en ? "News" : "新闻", sections),
    prose: en ? proseEn : proseZh,
  };
}

export const zhSite = languageOf("zh-CN");
export const enSite = languageOf("en");

export const bareShell: Shell = {
  ...shellOf("zh-CN", "甲", "", [], []),
  hotline: null,
  friendLinks: [],
  filings: [],
  languages: [],
};

export const aHead = (change: Partial<Head> = {}): Head => ({
  title: "海上风电迈入深水区",
  description: zhSummary,
  canonical: "https://news.example/industry/42",
  alternates: [
    { lang: "zh-CN", href: "https://news.example/industry/42" },
    { lang: "en", href: "https://news.example/en/industry/42" },
  ],
  feed: { title: "丰源电力", href: "/feed.xml", jsonHref: "/feed.json" },
  ogType: "article",
  image: { url: "https://news.example/media/share.png", width: 1200, height: 630, alt: "" },
  jsonLd: [{ "@context": "https://schema.org", "@type": "NewsArticle", headline: "海上风电迈入深水区" }],
  ...change,
});

export const anArticle = (
  { cards, sections, prose, shell }: Language,
  change: Partial<ArticleView> = {},
): ArticleView => ({
  id: 42,
  section: sections[0] ?? link("", "/"),
  title: cards[0]?.title ?? "",
  kind: cards[0]?.kind ?? null,
  summary: cards[0]?.summary ?? null,
  author: shell.lang === "en" ? "Chen Min" : "陈敏",
  source: { name: shell.lang === "en" ? "China Electric Power News" : "中国电力报", url: "https://example.org/report" },
  publishedAt: MODEL_MOMENT,
  updatedAt: null,
  reads: 1234,
  cover: picture("cover-0"),
  body: trustStoredHtml(prose),
  tags: shell.hotSearches.slice(0, 3),
  related: cards.slice(1, 6),
  newer: link(cards[1]?.title ?? "", "/news/43"),
  older: link(cards[2]?.title ?? "", "/news/41"),
  readsHref: "/reads/42",
  counts: true,
  ...change,
});

export const aHome = ({ cards, sections }: Language): HomeView => ({
  lead: cards.slice(0, 5),
  sections: sections.map((section, i) => ({ link: section, description: "", cards: cards.slice(i, i + 5) })),
  hot: [...cards].sort((a, b) => (b.reads ?? 0) - (a.reads ?? 0)),
});

export const aSection = ({ cards, sections, shell }: Language): SectionView => ({
  section: sections[0] ?? link("", "/"),
  description:
    shell.lang === "en" ? "What moves the power industry, in plain words." : "电力行业的要闻与解读，每个工作日更新。",
  cards,
  hot: cards.slice(0, 6),
  months: Array.from({ length: 28 }, (_, i) => {
    const month = new Date(Date.UTC(2021, 3 - i)).toISOString().slice(0, 7);
    return { month, href: `/industry/${month.replace("-", "/")}`, articles: 1 + ((i * 17) % 60) };
  }),
});

export const aSearch = ({ cards, shell }: Language): SearchView => ({
  query: shell.lang === "en" ? "wind" : "风电",
  results: cards.slice(0, 4).map((card) => ({
    card,
    title: [
      { text: card.title.slice(0, 2), match: false },
      { text: card.title.slice(2, 4), match: true },
      { text: card.title.slice(4), match: false },
    ],
    excerpt: [
      { text: "……度电成本有望在五年内降到固定式", match: false },
      { text: "风电", match: true },
      { text: "的水平……", match: false },
    ],
  })),
  empty: false,
  older: link(shell.lang === "en" ? "Page 2" : "第 2 页", "/search?q=x&cursor=y"),
});

/** What an importer may leave: titles that don't break, titles that attack, nothing where something should be. */
export const brokenCards: Card[] = [LONG_WORD, "汉".repeat(200), HOSTILE, "", "🧨‮right to left‬"].map((title, i) => ({
  id: i,
  href: "/broken",
  title,
  kind: i === 0 ? "很长很长很长很长的一个分类名称" : null,
  summary: i === 1 ? LONG_WORD : null,
  publishedAt: 0,
  reads: 10 ** (i * 3),
  cover: i === 0 ? picture("cover-1", 10, 4000) : null,
  section: null,
}));

export const brokenSite: Language = {
  ...zhSite,
  cards: brokenCards,
  prose: `<p>${LONG_WORD}</p><pre tabindex="0"><code>${LONG_WORD}</code></pre>`,
};
