// The home page: the lead and its neighbours, what is read most, then each section's latest.

import type { HomeView } from "../views";
import { HotList, StoryList, TitleList } from "./lists";
import type { Frame, PageProps } from "./props";
import { Story } from "./story";

export const HomePage = ({ shell, words, view }: PageProps<HomeView>) => {
  const [lead, ...others] = view.lead;
  const sections = view.sections.filter(({ cards }) => cards.length > 0);

  return (
    <>
      <h1 class="unseen">{shell.tagline ? `${shell.brand} · ${shell.tagline}` : shell.brand}</h1>
      {!lead && sections.length === 0 && <p class="empty">{words.nothingYet}</p>}
      {(lead || view.hot.length > 0) && (
        <div class="front">
          {lead && <Story card={lead} heading="h2" lead shell={shell} words={words} />}
          {others.length > 0 && <StoryList cards={others} heading="h2" shell={shell} words={words} />}
          <HotList cards={view.hot} shell={shell} words={words} />
        </div>
      )}
      {sections.length > 0 && (
        <div class="columns">
          {sections.map((section) => (
            <Column section={section} shell={shell} words={words} />
          ))}
        </div>
      )}
    </>
  );
};

const Column = ({ section, shell, words }: Frame & { section: HomeView["sections"][number] }) => {
  const [first, ...rest] = section.cards;

  return (
    <section class="block">
      <h2>
        <a href={section.link.href}>{section.link.name}</a>
      </h2>
      {section.description && <p class="description">{section.description}</p>}
      {first && <Story card={{ ...first, section: null }} heading="h3" shell={shell} words={words} />}
      {rest.length > 0 && <TitleList cards={rest} shell={shell} words={words} />}
      <p class="more">
        <a href={section.link.href}>{words.more(section.link.name)}</a>
      </p>
    </section>
  );
};
