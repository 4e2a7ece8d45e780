// A site whose every text is as long as editors make them, in words that do break.

import { enSite, type Language, zhSite } from "./fixtures";

const repeated = (text: string, times: number) => Array.from({ length: times }, () => text).join(" ");

/** Twelve sections of long names, thirty searches, titles of three lines and summaries of ten. */
export const longSite: Language = {
  ...zhSite,
  shell: {
    ...zhSite.shell,
    brand: "丰源电力技术服务（集团）股份有限公司华东分公司",
    tagline: "把发电、输电、变电、配电、用电与储能的事情，讲得明明白白，让每一位用户都看得懂、算得清",
    hotline: { label: "全国统一免费服务热线（工作日 8:00 至 20:00，节假日照常）", number: "+86 (400) 820-8820 转 1" },
    menu: Array.from({ length: 12 }, (_, i) => ({
      name: i % 2 === 0 ? `${zhSite.sections[i % 4]?.name ?? ""}与政策解读` : `Renewable energy ${i}`,
      href: `/s${i}`,
      current: i === 0,
    })),
    hotSearches: Array.from({ length: 30 }, (_, i) => ({
      name: zhSite.shell.hotSearches[i % 5]?.name.repeat(1 + (i % 3)) ?? "",
      href: `/search?q=${i}`,
    })),
    friendLinks: Array.from({ length: 30 }, (_, i) => ({
      name: `中国电力企业联合会第 ${i} 分会`,
      href: "https://a.example/",
    })),
  },
  cards: zhSite.cards.map((card, i) => ({
    ...card,
    title: i % 2 === 0 ? repeated(card.title, 3) : repeated(enSite.cards[i]?.title ?? "", 2),
    kind: "重大项目进展通报",
    summary: repeated(card.summary ?? enSite.cards[0]?.summary ?? "", 3),
  })),
};
