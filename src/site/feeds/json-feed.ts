// A feed as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/).

import type { Feed, FeedEntry } from "./feed";

export const jsonFeedOf = (feed: Feed): string =>
  JSON.stringify({
    version: "https://jsonfeed.org/version/1.1",
    title: feed.title,
    home_page_url: feed.pageUrl,
    feed_url: feed.urls.json,
    ...(feed.description && { description: feed.description }),
    favicon: feed.iconUrl,
    authors: [{ name: feed.author }],
    language: feed.lang,
    items: feed.entries.map((entry) => itemOf(entry, feed.lang)),
  });

const itemOf = (entry: FeedEntry, language: string) => ({
  id: entry.id,
  url: entry.url,
  ...(entry.source?.url && { external_url: entry.source.url }),
  title: entry.title,
  // One of the two must be there.
  ...(entry.html === null ? { content_text: entry.summary } : { content_html: entry.html }),
  ...(entry.summary && { summary: entry.summary }),
  ...(entry.imageUrl && { image: entry.imageUrl }),
  date_published: new Date(entry.publishedAt).toISOString(),
  date_modified: new Date(entry.updatedAt).toISOString(),
  ...(entry.author && { authors: [{ name: entry.author }] }),
  tags: entry.tags,
  language,
  // An extension, as the specification lets publishers have: it has no word for who wrote an article first.
  ...(entry.source && { _source: entry.source }),
});
