// The top of every page: hotline and languages, the name, search, the menu.

import type { PageLink } from "../views";
import type { Frame } from "./props";
import { SearchForm } from "./search-form";

export const Masthead = ({ shell, words }: Frame) => (
  <header class="masthead">
    <div class="topline">
      <Hotline shell={shell} words={words} />
      <Languages shell={shell} words={words} />
    </div>
    <div class="nameplate">
      <div class="name">
        <p class="brand">
          <a href={shell.homeHref} rel="home">
            {shell.brand}
          </a>
        </p>
        {shell.tagline && <p class="tagline">{shell.tagline}</p>}
      </div>
      <div class="finder">
        <SearchForm shell={shell} words={words} label={words.search} />
        <HotSearches shell={shell} words={words} />
      </div>
    </div>
    <Menu shell={shell} words={words} />
  </header>
);

const Hotline = ({ shell: { hotline }, words }: Frame) =>
  hotline && (
    <p class="hotline">
      {hotline.label || words.hotline}
      {words.colon} <a href={telephone(hotline.number)}>{hotline.number}</a>
    </p>
  );

/** A `tel:` address (RFC 3966): visual separators go, so does whatever isn't dialled. */
const telephone = (number: string) => `tel:${number.replace(/[^\d+*#]/g, "")}`;

const Languages = ({ shell, words }: Frame) =>
  shell.languages.length > 1 && (
    <nav class="languages" aria-label={words.language}>
      <ul>
        {shell.languages.map(({ lang, name, href, current }) => (
          <li>
            <a href={href} lang={lang} hreflang={lang} aria-current={current ? "true" : undefined}>
              {name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );

const Menu = ({ shell, words }: Frame) =>
  shell.menu.length > 0 && (
    <nav class="menu" aria-label={words.menu}>
      <Links links={shell.menu} />
    </nav>
  );

const HotSearches = ({ shell, words }: Frame) =>
  shell.hotSearches.length > 0 && (
    <nav class="labelled" aria-label={words.hotSearches}>
      <p>
        {words.hotSearches}
        {words.colon}
      </p>
      <Links links={shell.hotSearches} />
    </nav>
  );

export const Links = ({ links }: { links: PageLink[] }) => (
  <ul>
    {links.map(({ name, href, lang, current }) => (
      <li>
        <a href={href} lang={lang} aria-current={current ? "page" : undefined}>
          {name}
        </a>
      </li>
    ))}
  </ul>
);
