// The editor's words, in Chinese and English.

export interface EditorWords {
  title: string;
  site: string;
  token: string;
  tokenHint: string;
  signIn: string;
  signOut: string;
  articles: string;
  newArticle: string;
  /** What stands before the total of the chart. */
  reads: string;
  writing: string;
  editing: string;
  fields: Record<"title" | "section" | "lang" | "slug" | "kind" | "tags" | "author" | "summary" | "body", string>;
  preview: string;
  publish: string;
  draft: string;
  withdraw: string;
  confirmWithdraw: string;
  see: string;
  statuses: Record<"draft" | "scheduled" | "published" | "expired" | "withdrawn", string>;
  saved: Record<"draft" | "scheduled" | "published" | "withdrawn", string>;
  needsScript: string;
}

export const zh: EditorWords = {
  title: "编辑台",
  site: "回到网站",
  token: "令牌",
  tokenHint: "首次启动时打印的令牌；只保存在这个标签页里。",
  signIn: "进入",
  signOut: "退出",
  articles: "文章",
  newArticle: "写新文章",
  reads: "最近 30 天阅读：",
  writing: "新文章",
  editing: "文章",
  fields: {
    title: "标题",
    section: "栏目",
    lang: "语言",
    slug: "网址名（可空）",
    kind: "类别，如 新闻（可空）",
    tags: "标签，用逗号分开",
    author: "作者（可空）",
    summary: "摘要（可空）",
    body: "正文（Markdown）",
  },
  preview: "预览",
  publish: "发布",
  draft: "存为草稿",
  withdraw: "撤回",
  confirmWithdraw: "撤回后，这个网址会说文章已撤回。再次发布即可恢复。要撤回吗？",
  see: "打开页面",
  statuses: { draft: "草稿", scheduled: "待发布", published: "已发布", expired: "已过期", withdrawn: "已撤回" },
  saved: { draft: "草稿已保存。", scheduled: "已排期。", published: "已发布，几秒内各处可见。", withdrawn: "已撤回。" },
  needsScript: "编辑台需要 JavaScript；也可以用 API 发布。",
};

export const en: EditorWords = {
  title: "Editor",
  site: "To the site",
  token: "Token",
  tokenHint: "The token that the first start printed; it is kept in this tab only.",
  signIn: "Enter",
  signOut: "Leave",
  articles: "Articles",
  newArticle: "New article",
  reads: "Reads in the last 30 days: ",
  writing: "New article",
  editing: "Article",
  fields: {
    title: "Title",
    section: "Section",
    lang: "Language",
    slug: "Slug (optional)",
    kind: "Kind, such as News (optional)",
    tags: "Tags, separated by commas",
    author: "Author (optional)",
    summary: "Summary (optional)",
    body: "Text (Markdown)",
  },
  preview: "Preview",
  publish: "Publish",
  draft: "Save as draft",
  withdraw: "Withdraw",
  confirmWithdraw:
    "The address will say that the article was withdrawn. Publishing it again brings it back. Withdraw it?",
  see: "Open the page",
  statuses: {
    draft: "draft",
    scheduled: "scheduled",
    published: "published",
    expired: "expired",
    withdrawn: "withdrawn",
  },
  saved: {
    draft: "The draft is saved.",
    scheduled: "Scheduled.",
    published: "Published: everywhere within seconds.",
    withdrawn: "Withdrawn.",
  },
  needsScript: "The editor needs JavaScript; the API does as well without.",
};
