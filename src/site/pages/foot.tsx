// The end of every page: standing pages, friend links, filing numbers, the name.

import type { Head } from "../views";
import { Links } from "./masthead";
import type { Frame } from "./props";

export const Foot = ({ shell, words, feed }: Frame & { feed: Head["feed"] }) => (
  <footer class="foot">
    {shell.footPages.length > 0 && (
      <nav class="labelled" aria-label={words.footPages}>
        <Links links={shell.footPages} />
      </nav>
    )}
    {shell.friendLinks.length > 0 && (
      <nav class="labelled" aria-label={words.friendLinks}>
        <p>
          {words.friendLinks}
          {words.colon}
        </p>
        <Links links={shell.friendLinks} />
      </nav>
    )}
    <div class="imprint">
      <p>
        © <a href={shell.homeHref}>{shell.brand}</a>
      </p>
      {feed && (
        <p>
          <a href={feed.href} type="application/atom+xml">
            {words.feed}
          </a>
        </p>
      )}
      <Filings shell={shell} words={words} />
    </div>
  </footer>
);

const Filings = ({ shell: { filings }, words }: Frame) =>
  filings.length > 0 && (
    <ul class="filings" aria-label={words.filings}>
      {filings.map(({ label, href }) => (
        <li>
          {href === null ? (
            label
          ) : (
            <a href={href} rel="noopener nofollow">
              {label}
            </a>
          )}
        </li>
      ))}
    </ul>
  );
