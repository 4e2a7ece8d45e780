// The pages of a seeded site that cost most of their kind.

import type { BenchSite } from "./bench-site.ts";
import { FULL_MONTH } from "./seed.ts";

export interface Samples {
  /** Has both neighbours, a translation and all its related articles. */
  article: string;
  articleId: number;
  newest: string;
  fullMonth: string;
  crowdedMonth: string;
  day: string;
  crowdedDay: string;
}

const VISIBLE_NEWS = `section_id = 1 and lang = 'zh-CN' and state = 'live' and published_at < unixepoch() * 1000
  and (expire_at is null or expire_at > unixepoch() * 1000)`;

export async function pickSamples(site: BenchSite): Promise<Samples> {
  const [translated, newest] = await site.sql(
    [
      `select id, slug from articles a where ${VISIBLE_NEWS} and published_at < (unixepoch() - 31536000) * 1000
      and exists (select 1 from articles t where t.translation_of = a.id and t.state = 'live') order by id desc limit 1`,
    ],
    [`select slug from articles where ${VISIBLE_NEWS} order by published_at desc, id desc limit 1`],
  );
  const article = translated?.results[0];
  const last = newest?.results[0];
  if (article === undefined || last === undefined) throw new Error("the seeded site has no such article");
  const month = FULL_MONTH.replace("-", "/");
  return {
    article: `/news/${article.slug}`,
    articleId: Number(article.id),
    newest: `/news/${last.slug}`,
    fullMonth: `/cases/${month}`,
    crowdedMonth: `/news/${month}`,
    day: `/cases/${month}/05`,
    crowdedDay: `/news/${month}/05`,
  };
}
