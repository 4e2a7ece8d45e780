// A month or a day of a section. A crowded month lists its days instead of its articles.

import type { ArchiveView } from "../views";
import { formatCount, formatPeriod } from "../words/format";
import { Breadcrumb } from "./breadcrumb";
import { inOwnSection, StoryList } from "./lists";
import type { Frame, PageProps } from "./props";
import { Turn } from "./turn";

export const ArchivePage = ({ shell, words, view }: PageProps<ArchiveView>) => {
  const period = formatPeriod(view.period, shell.lang);
  const isEmpty = view.cards.length === 0 && view.days.length === 0;

  return (
    <>
      <Breadcrumb shell={shell} words={words} trail={[view.section]} />
      <header class="opening">
        <h1>
          {view.section.name} <span class="period">{period}</span>
        </h1>
      </header>
      <div class="single">
        <Days days={view.days} shell={shell} words={words} />
        {view.cards.length > 0 && (
          <StoryList cards={inOwnSection(view.cards)} heading="h2" shell={shell} words={words} />
        )}
        {isEmpty && <p class="empty">{words.nothingInPeriod}</p>}
        <Turn
          label={words.archive}
          olderWord={words.older}
          newerWord={words.newer}
          older={view.older}
          newer={view.newer}
          words={words}
        />
      </div>
    </>
  );
};

const Days = ({ days, shell, words }: Frame & { days: ArchiveView["days"] }) =>
  days.length > 0 && (
    <nav class="days" aria-label={words.days}>
      <ol>
        {days.map(({ day, href, articles }) => (
          <li>
            <a href={href}>
              <time datetime={day}>{formatPeriod(day, shell.lang)}</time>
            </a>{" "}
            <span>{words.articleCount(formatCount(articles, shell.lang))}</span>
          </li>
        ))}
      </ol>
    </nav>
  );
