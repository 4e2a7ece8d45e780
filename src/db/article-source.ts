// An article as it was written, for those who read Markdown.

import { eq, sql } from "drizzle-orm";
import type { ArticleAddress } from "./article-page";
import { langOf, sectionIdOf } from "./cards";
import type { Database } from "./client";
import { articleSlugs, articleSources, articles, articleTexts } from "./schema";

/** The article that has or had an address, whatever its state; what is HTML as its plain text. Seven rows. */
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
      text: sql<string>`case ${articleSources.format} when 'markdown' then ${articleSources.source} else
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
