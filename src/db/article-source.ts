// An article as it was written, for those who read Markdown.

import { eq, sql } from "drizzle-orm";
import type { ArticleAddress } from "./article-page";
import { langOf, sectionIdOf } from "./cards";
import type { Database } from "./client";
import { articleHtml, articleSlugs, articleSources, articles, articleTexts } from "./schema";

/** The article that has or had an address, whatever its state; of HTML what pages show, and the plain text. Eight rows. */
export const articleWithSource = (db: Database, { lang, section, slug }: ArticleAddress) =>
  db
    .select({
      id: articles.id,
      sectionId: articles.sectionId,
      slug: articles.slug,
      title: articles.title,
      author: articles.author,
      sourceName: articles.sourceName,
      sourceUrl: articles.sourceUrl,
      state: articles.state,
      publishedAt: articles.publishedAt,
      expireAt: articles.expireAt,
      markdown: sql<string | null>`case ${articleSources.format} when 'markdown' then ${articleSources.source} end`,
      html: sql<string | null>`case ${articleSources.format} when 'html' then
        (select ${articleHtml.html} from ${articleHtml} where ${articleHtml.articleId} = ${articles.id}) end`,
      text: sql<string | null>`case ${articleSources.format} when 'html' then
        (select ${articleTexts.text} from ${articleTexts} where ${articleTexts.articleId} = ${articles.id}) end`,
    })
    .from(articleSlugs)
    .innerJoin(articles, eq(articles.id, articleSlugs.articleId))
    .innerJoin(articleSources, eq(articleSources.articleId, articles.id))
    .where(
      sql`${articleSlugs.sectionId} = ${sectionIdOf(section)} and ${articleSlugs.lang} = ${langOf(lang)}
        and ${articleSlugs.slug} = ${slug}`,
    );

export type ArticleSourceRow = Awaited<ReturnType<typeof articleWithSource>>[number];
