// Why there is no article here, and where to go instead.

import type { ErrorView } from "../views";
import { TitleList } from "./lists";
import type { PageProps } from "./props";
import { SearchForm } from "./search-form";

export const ErrorPage = ({ shell, words, view }: PageProps<ErrorView>) => {
  const { title, advice } = words.errors[view.status];
  const isMissing = view.status === 404 || view.status === 410;

  return (
    <div class="single error">
      <p class="status">{view.status}</p>
      <h1>{title}</h1>
      <p class="standfirst">{advice}</p>
      {isMissing && <SearchForm shell={shell} words={words} />}
      <p class="more">
        <a href={shell.homeHref}>{words.backHome}</a>
      </p>
      {view.suggestions.length > 0 && (
        <section class="block" aria-labelledby="suggestions">
          <h2 id="suggestions">{words.suggestions}</h2>
          <TitleList cards={view.suggestions} shell={shell} words={words} />
        </section>
      )}
    </div>
  );
};
