import type { Frame } from "./props";

interface SearchFormProps extends Frame {
  /** What was searched for. */
  query?: string;
}

export const SearchForm = ({ shell, words, query }: SearchFormProps) => (
  <search aria-label={words.searchFor}>
    <form class="search" action={shell.searchHref}>
      <input
        type="search"
        name="q"
        value={query}
        required
        maxlength={200}
        enterkeyhint="search"
        autocomplete="off"
        placeholder={words.searchHint}
        aria-label={words.searchFor}
      />
      <button type="submit">{words.search}</button>
    </form>
  </search>
);
