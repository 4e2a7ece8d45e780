// What a search found, with its words marked; or why it found nothing.

import type { Piece, SearchView } from "../views";
import { Breadcrumb } from "./breadcrumb";
import { Links } from "./masthead";
import type { Frame, PageProps } from "./props";
import { SearchForm } from "./search-form";
import { Story } from "./story";
import { Turn } from "./turn";

export const SearchPage = ({ shell, words, view }: PageProps<SearchView>) => (
  <>
    <Breadcrumb shell={shell} words={words} trail={[]} />
    <header class="opening">
      <h1>{view.empty ? words.searchFor : words.searchTitle(view.query)}</h1>
      <SearchForm shell={shell} words={words} query={view.query} />
    </header>
    <div class="single">
      {view.results.length > 0 ? (
        <Results shell={shell} words={words} view={view} />
      ) : (
        <Nothing shell={shell} words={words} view={view} />
      )}
      <Turn
        label={words.searchOlder}
        olderWord={words.searchOlder}
        newerWord={words.newer}
        older={view.older}
        newer={null}
        words={words}
      />
    </div>
  </>
);

const Results = ({ shell, words, view }: PageProps<SearchView>) => (
  <ol class="stories">
    {view.results.map(({ card, title, excerpt }) => (
      <li>
        <Story
          card={card}
          heading="h2"
          title={title.some(({ text }) => text.trim()) ? <Pieces pieces={title} /> : undefined}
          excerpt={excerpt.length > 0 ? <Pieces pieces={excerpt} /> : undefined}
          shell={shell}
          words={words}
        />
      </li>
    ))}
  </ol>
);

const Pieces = ({ pieces }: { pieces: Piece[] }) => (
  <>{pieces.map(({ text, match }) => (match ? <mark>{text}</mark> : text))}</>
);

const Nothing = ({ shell, words, view }: Frame & { view: SearchView }) => {
  if (view.empty) return <p class="empty">{words.searchEmpty}</p>;
  if (view.isFurther) return <p class="empty">{words.searchNoMore}</p>;
  return (
    <div class="empty" role="status">
      <p>{words.searchNothing(view.query)}</p>
      <p>{words.searchNothingAdvice}</p>
      {shell.hotSearches.length > 0 && (
        <div class="labelled tags">
          <Links links={shell.hotSearches} />
        </div>
      )}
    </div>
  );
};
