// An article. Its place, its title, where it comes from and when, its text, and where to go next.

import { raw } from "hono/html";
import { TEXT_IMAGE_SIZES } from "../../content/image-widths";
import type { ArticleView } from "../views";
import { Breadcrumb } from "./breadcrumb";
import { TitleText } from "./facts";
import { TitleList } from "./lists";
import { Links } from "./masthead";
import { breaksAtPhrases } from "./phrases";
import type { Frame, PageProps } from "./props";
import { Provenance } from "./provenance";
import { Turn } from "./turn";

export const ArticlePage = ({ shell, words, view }: PageProps<ArticleView>) => (
  <>
    <Breadcrumb shell={shell} words={words} trail={[view.section]} />
    <div class="beside">
      <article class="article">
        <header class="opening">
          <h1 class={breaksAtPhrases(view.title) ? "phrases" : undefined}>
            <TitleText title={view.title} kind={view.kind} words={words} />
          </h1>
          <Provenance shell={shell} words={words} view={view} />
          {view.summary && <p class="standfirst">{view.summary}</p>}
        </header>
        {view.cover && (
          <img
            class="article-cover"
            src={view.cover.src}
            {...(view.cover.srcset && { srcset: view.cover.srcset, sizes: TEXT_IMAGE_SIZES })}
            alt={view.cover.alt}
            width={view.cover.width}
            height={view.cover.height}
            fetchpriority="high"
          />
        )}
        <div class="prose">{raw(view.body)}</div>
        {view.counts && (
          <noscript>
            <img src={`${view.readsHref}.gif`} width={1} height={1} alt="" />
          </noscript>
        )}
        <footer class="closing">
          <Tags words={words} tags={view.tags} />
          <Turn
            label={words.neighbours}
            olderWord={words.previousArticle}
            newerWord={words.nextArticle}
            older={view.older}
            newer={view.newer}
            words={words}
          />
        </footer>
      </article>
      {view.related.length > 0 && (
        <aside class="block related" aria-labelledby="related">
          <h2 id="related">{words.relatedArticles}</h2>
          <TitleList cards={view.related} shell={shell} words={words} />
        </aside>
      )}
    </div>
  </>
);

const Tags = ({ tags, words }: { tags: ArticleView["tags"]; words: Frame["words"] }) =>
  tags.length > 0 && (
    <nav class="labelled tags" aria-label={words.tags}>
      <p>
        {words.tags}
        {words.colon}
      </p>
      <Links links={tags} />
    </nav>
  );
