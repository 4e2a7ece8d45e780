// A section: its latest articles, what is read most in it, and the way into its archive.

import type { SectionView } from "../views";
import { formatCount, formatPeriod } from "../words/format";
import { Breadcrumb } from "./breadcrumb";
import { HotList, inOwnSection, StoryList } from "./lists";
import type { Frame, PageProps } from "./props";

export const SectionPage = ({ shell, words, view }: PageProps<SectionView>) => (
  <>
    <Breadcrumb shell={shell} words={words} trail={[{ ...view.section, current: true }]} />
    <header class="opening">
      <h1>{view.section.name}</h1>
      {view.description && <p class="description">{view.description}</p>}
    </header>
    <div class="beside">
      <section aria-label={words.latest}>
        {view.cards.length > 0 ? (
          <StoryList cards={inOwnSection(view.cards)} heading="h2" shell={shell} words={words} />
        ) : (
          <p class="empty">{words.nothingInSection}</p>
        )}
      </section>
      <div class="rail">
        <HotList cards={view.hot} shell={shell} words={words} />
        <Months months={view.months} shell={shell} words={words} />
      </div>
    </div>
  </>
);

/** Months by the year, the newest year open. */
const Months = ({ months, shell, words }: Frame & { months: SectionView["months"] }) => {
  const years = Map.groupBy(months, ({ month }) => month.slice(0, "yyyy".length));

  return (
    months.length > 0 && (
      <nav class="block months" aria-labelledby="months">
        <h2 id="months">{words.archive}</h2>
        {[...years].map(([year, ofYear], place) => (
          <details open={place === 0}>
            <summary>{year}</summary>
            <ol>
              {ofYear.map(({ month, href, articles }) => (
                <li>
                  <a href={href}>{formatPeriod(month, shell.lang)}</a>{" "}
                  <span>{words.articleCount(formatCount(articles, shell.lang))}</span>
                </li>
              ))}
            </ol>
          </details>
        ))}
      </nav>
    )
  );
};
