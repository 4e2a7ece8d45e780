// A standing page: its title and its text, with nothing beside them.

import { raw } from "hono/html";
import type { StandingPageView } from "../views";
import { Breadcrumb } from "./breadcrumb";
import type { PageProps } from "./props";

export const StandingPage = ({ shell, words, view }: PageProps<StandingPageView>) => (
  <>
    <Breadcrumb shell={shell} words={words} trail={[{ ...view.page, current: true }]} />
    <article class="article">
      <header class="opening">
        <h1>{view.page.name}</h1>
      </header>
      <div class="prose">{raw(view.body)}</div>
    </article>
  </>
);
