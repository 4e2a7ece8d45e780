import type { PageLink } from "../views";
import type { Frame } from "./props";

/** 当前位置：首页 › 行业资讯. The last link is the page itself when it says so. */
export const Breadcrumb = ({ shell, words, trail }: Frame & { trail: PageLink[] }) => (
  <nav class="labelled breadcrumb" aria-label={words.youAreHere}>
    <p>
      {words.youAreHere}
      {words.colon}
    </p>
    <ol>
      {[{ name: words.home, href: shell.homeHref }, ...trail].map(({ name, href, current }: PageLink) => (
        <li>
          <a href={href} aria-current={current ? "page" : undefined}>
            {name}
          </a>
        </li>
      ))}
    </ol>
  </nav>
);
