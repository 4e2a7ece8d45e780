import type { Frame } from "./props";

interface SearchFormProps extends Frame {
  /** What was searched for. */
  query?: string;
  /** Names it apart from another on the same page. */
  label?: string;
}

export const SearchForm = ({ shell, words, query, label = words.searchFor }: SearchFormProps) => (
  <search aria-label={label}>
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
