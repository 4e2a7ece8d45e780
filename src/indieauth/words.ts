// The words of the page on which an app is let in, in Chinese and English.

import type { KnownScope } from "./scopes";

export interface ConsentWords {
  lang: string;
  title: string;
  /** Before and after the app's host. */
  asks: readonly [string, string];
  app: string;
  returnsTo: string;
  mayDo: string;
  scopes: Record<KnownScope, string>;
  unknownScope: string;
  /** Where nothing is asked for. */
  onlyWho: string;
  /** What a tick is good for. */
  steps: string;
  life: string;
  token: string;
  tokenHint: string;
  allow: string;
  deny: string;
  wrongToken: string;
  machine: string;
  tooMany: string;
  broken: string;
  brokenHint: string;
}

const zh: ConsentWords = {
  lang: "zh-CN",
  title: "允许应用",
  asks: ["", " 请求使用本站"],
  app: "应用",
  returnsTo: "完成后返回",
  mayDo: "允许它",
  scopes: {
    create: "发布文章",
    draft: "写草稿",
    update: "修改文章",
    delete: "撤下文章",
    undelete: "恢复撤下的文章",
    media: "上传图片和文件",
    read: "读取文章原文",
  },
  unknownScope: "本站没有这项权限",
  onlyWho: "它只会知道您能登录本站。",
  steps: "权限只分三级：读取；草稿和上传；发布、修改和撤下。应用得到您所选项目需要的那一级。",
  life: "授权 90 天有效，随时可以撤销。",
  token: "您的令牌",
  tokenHint: "用来确认是您本人；不会交给这个应用。",
  allow: "允许",
  deny: "拒绝",
  wrongToken: "令牌不对，或者已经失效。",
  machine: "这是机器的令牌，请用您本人的。",
  tooMany: "尝试太多次，请稍后再来。",
  broken: "这个应用的请求有误",
  brokenHint: "请回到应用重试；以下信息供开发者参考：",
};

const en: ConsentWords = {
  lang: "en",
  title: "Let an app in",
  asks: ["", " asks to use this site"],
  app: "App",
  returnsTo: "Then back to",
  mayDo: "It may",
  scopes: {
    create: "publish articles",
    draft: "write drafts",
    update: "change articles",
    delete: "take articles back",
    undelete: "restore what was taken back",
    media: "upload pictures and files",
    read: "read the source of articles",
  },
  unknownScope: "means nothing on this site",
  onlyWho: "It will only know that you can sign in here.",
  steps:
    "There are three steps: to read; drafts and uploads; to publish, change and take back. The app gets the one that your ticks need.",
  life: "This holds for 90 days; you can revoke it at any time.",
  token: "Your token",
  tokenHint: "It proves that this is you. The app does not get it.",
  allow: "Allow",
  deny: "Deny",
  wrongToken: "This token is wrong, or no longer holds.",
  machine: "This is a machine's token. Use your own.",
  tooMany: "Too many tries. Come back in a minute.",
  broken: "This app's request is wrong",
  brokenHint: "Go back to the app and try again. For its developer:",
};

/** In Chinese for browsers that ask for it, or for nothing; like the web editor. */
export const wordsFor = (acceptLanguage: string | null): ConsentWords =>
  /^zh\b|^\s*$/i.test(acceptLanguage ?? "") ? zh : en;
