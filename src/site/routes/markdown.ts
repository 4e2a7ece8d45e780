// /{section}/{slug}.md, and an article's own address for those who would rather have Markdown: the article as it
// was written, or what its HTML is in Markdown.

import { htmlToMarkdown } from "../../content/html-to-markdown";
import { trustStoredHtml } from "../../content/safe-html";
import { type ArticleSourceRow, articleWithSource } from "../../db/article-source";
import { siteAndVersion } from "../../db/site";
import { articleTag, sectionTag, urlTag } from "../../pages/tags";
import { statusOf } from "../../publishing/status";
import { markdownHeaders } from "../markdown-headers";
import { linkTo, plain } from "../markdown-text";
import { type SiteView, sectionById, siteView } from "../site-view";
import { redirectTo, renderingOf, type Visit } from "../visit";
import { formatDateTime } from "../words/format";
import { renderError } from "./error";
import { renderMissing } from "./missing";

export async function renderMarkdown(visit: Visit, at: { section: string; slug: string }) {
  const { db, now, origin } = visit;
  const [[row], [article]] = await db.batch([
    siteAndVersion(db),
    articleWithSource(db, { ...at, lang: visit.lang, now }),
  ]);
  const site = siteView(row, visit.lang);
  const section = article === undefined ? undefined : sectionById(site, article.sectionId);
  if (article === undefined || section === undefined) return renderMissing(visit);
  const status = statusOf(article, now);
  if (status === "draft" || status === "scheduled") return renderMissing(visit);
  const page = site.addresses.article(section.slug, article.slug);
  // No slug has a dot: any other address is the article's own, asked for Markdown.
  const hasOwnAddress = visit.path.endsWith(".md");
  const path = hasOwnAddress ? site.addresses.markdown(section.slug, article.slug) : page;
  const tags = [articleTag(article.id), sectionTag(section.slug)];
  if (path !== visit.path) return redirectTo(visit, site, { path, tags });
  if (status !== "published") return renderError(visit, 410);
  return renderingOf(visit, site, {
    headers: markdownHeaders({ url: origin + page, lang: site.lang, hasOwnAddress }),
    body: textOf(article, site, { url: origin + page, section: site.text(section.name) }),
    // Who purges the page by its address means all that is read there.
    tags: [...tags, urlTag(page)],
    until: article.expireAt,
    keep: "page",
  });
}

function textOf(article: ArticleSourceRow, site: SiteView, { url, section }: { url: string; section: string }): string {
  const { title, author, sourceName, sourceUrl, publishedAt } = article;
  const source = sourceName === null ? null : sourceUrl === null ? plain(sourceName) : linkTo(sourceName, sourceUrl);
  const facts = [
    publishedAt === null ? null : formatDateTime(publishedAt, site.settings.timeZone, site.lang),
    plain(section),
    author === null ? null : plain(author),
    source,
    `<${url}>`,
  ];
  return `# ${plain(title)}\n\n${facts.filter((fact) => fact !== null).join(" · ")}\n\n${bodyOf(article).trim()}\n`;
}

function bodyOf({ markdown, html, text }: ArticleSourceRow): string {
  return markdown ?? (html === null ? null : htmlToMarkdown(trustStoredHtml(html))) ?? text ?? "";
}
