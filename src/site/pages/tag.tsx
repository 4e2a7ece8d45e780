import type { TagView } from "../views";
import { Breadcrumb } from "./breadcrumb";
import { StoryList } from "./lists";
import type { PageProps } from "./props";
import { Turn } from "./turn";

/** A tag's newest articles, or those of a month. */
export const TagPage = ({ shell, words, view }: PageProps<TagView>) => (
  <>
    <Breadcrumb shell={shell} words={words} trail={[]} />
    <header class="opening">
      <h1>
        {words.tagTitle(view.tag)}
        {view.month && <span class="period"> {view.month}</span>}
      </h1>
    </header>
    <div class="single">
      {view.cards.length > 0 ? (
        <StoryList cards={view.cards} heading="h2" shell={shell} words={words} />
      ) : (
        <p class="empty">{words.nothingUnderTag}</p>
      )}
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
