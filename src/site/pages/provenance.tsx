// The line under an article's title: when it was published, how often it is read, where it comes from.

import type { Child } from "hono/jsx";
import type { ArticleView } from "../views";
import { formatCount, formatReads } from "../words/format";
import { MomentOf } from "./facts";
import type { Frame, PageProps } from "./props";

export const Provenance = ({ shell, words, view }: PageProps<ArticleView>) => (
  <dl class="provenance">
    <Fact label={words.published} words={words}>
      <MomentOf ms={view.publishedAt} shell={shell} />
    </Fact>
    {view.updatedAt !== null && (
      <Fact label={words.updated} words={words}>
        <MomentOf ms={view.updatedAt} shell={shell} />
      </Fact>
    )}
    <Fact label={words.reads} words={words} isLive>
      <LiveReads shell={shell} view={view} />
    </Fact>
    {view.source && (
      <Fact label={words.source} words={words}>
        <Source source={view.source} />
      </Fact>
    )}
    {view.author && (
      <Fact label={words.author} words={words}>
        {view.author}
      </Fact>
    )}
  </dl>
);

interface FactProps {
  label: string;
  words: Frame["words"];
  /** Changes while it is read: then it is announced whole, since a bare number says nothing. */
  isLive?: boolean;
  children?: Child;
}

const Fact = ({ label, words, isLive = false, children }: FactProps) => (
  <div {...(isLive && { "aria-live": "polite", "aria-atomic": "true" })}>
    <dt>
      {label}
      {words.colon}
    </dt>{" "}
    <dd>{children}</dd>
  </div>
);

/** Where the beacon puts the live total; a page that doesn't count gives it no address to count at. */
const LiveReads = ({ shell, view }: { shell: Frame["shell"]; view: ArticleView }) => (
  <span data-reads={view.counts ? view.readsHref : undefined} title={formatCount(view.reads, shell.lang)}>
    {formatReads(view.reads, shell.lang)}
  </span>
);

const Source = ({ source: { name, url } }: { source: NonNullable<ArticleView["source"]> }) =>
  url === null ? (
    <span>{name}</span>
  ) : (
    <a href={url} rel="external noopener">
      {name}
    </a>
  );
