// /{page}.md, and a standing page's own address for those who would rather have Markdown: the page as it was written.

import { htmlToMarkdown } from "../../content/html-to-markdown";
import { parseHtml } from "../../content/parse-html";
import { plainText } from "../../content/plain-text";
import { trustStoredHtml } from "../../content/safe-html";
import { sectionOfSlug } from "../../db/sections";
import { siteAndVersion } from "../../db/site";
import { standingPageWithSource } from "../../db/standing-pages";
import { pageTag, urlTag } from "../../pages/tags";
import { markdownHeaders } from "../markdown-headers";
import { plain } from "../markdown-text";
import { siteView } from "../site-view";
import { redirectTo, renderingOf, type Visit } from "../visit";
import { renderMissing } from "./missing";
import { renderSection } from "./section";

/** A section is shown as ever, by one wait more: only the database knows which of the two an address is. */
export async function renderPageMarkdown(visit: Visit, slug: string) {
  const { db, origin } = visit;
  const [[row], [section], [page]] = await db.batch([
    siteAndVersion(db),
    sectionOfSlug(db, slug),
    standingPageWithSource(db, slug, visit),
  ]);
  const site = siteView(row, visit.lang);
  // No slug has a dot: any other address is the page's own, asked for Markdown.
  const hasOwnAddress = visit.path.endsWith(".md");
  if (section !== undefined || page === undefined) {
    return hasOwnAddress ? renderMissing(visit) : renderSection(visit, slug);
  }
  const own = site.addresses.page(page.slug);
  const path = hasOwnAddress ? site.addresses.pageMarkdown(page.slug) : own;
  const tags = [pageTag(page.slug)];
  if (path !== visit.path) return redirectTo(visit, site, { path, tags });
  return renderingOf(visit, site, {
    headers: markdownHeaders({ url: origin + own, lang: site.lang, hasOwnAddress }),
    body: `# ${plain(page.title)}\n\n<${origin}${own}>\n\n${textOf(page).trim()}\n`,
    tags: [...tags, urlTag(own)],
    keep: "head",
  });
}

/** What is HTML in Markdown, else as the plain text of what the page shows. */
function textOf({ format, source, html }: { format: "markdown" | "html"; source: string; html: string }): string {
  if (format === "markdown") return source;
  const markdown = htmlToMarkdown(trustStoredHtml(html));
  if (markdown !== null) return markdown;
  const parsed = parseHtml(html);
  return parsed.ok ? plainText(parsed.tree) : "";
}
