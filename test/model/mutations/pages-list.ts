// What pages carry, and until when they hold (P4, P6, P7), each rule broken. The newsroom model must catch it.
//
// P3 says what stands outside the promise, and so can't be broken; the model leaves that out of its comparison.

import type { Mutation } from "./mutation.ts";

const article = "src/site/routes/article-page.ts";
const section = "src/site/routes/section.tsx";
const archive = "src/site/routes/archive.tsx";
const feed = "src/site/routes/feed.ts";
const home = "src/site/routes/home.tsx";
const tag = "src/site/routes/tag.tsx";
const tagMonth = "src/site/routes/tag-month.tsx";

export const PAGES_MUTATIONS: readonly Mutation[] = [
  {
    rule: "P4",
    breaks: "an article's page doesn't carry the articles that it shows",
    file: article,
    from: "tags: cardTags(neighbours, related, translations),",
    to: "tags: [],",
  },
  {
    rule: "P4",
    breaks: "an article's page doesn't carry its translations",
    file: article,
    from: "tags: cardTags(neighbours, related, translations),",
    to: "tags: cardTags(neighbours, related),",
  },
  {
    rule: "P4",
    breaks: "a section's pages don't carry the section",
    file: section,
    from: "tags: [own, site.tags.latest(section.slug), RANKING, ...cardTags(latest, hot)],",
    to: "tags: [site.tags.latest(section.slug), RANKING, ...cardTags(latest, hot)],",
  },
  {
    rule: "P4",
    breaks: "a section's head misses a publication",
    file: section,
    from: "tags: [own, site.tags.latest(section.slug), RANKING, ...cardTags(latest, hot)],",
    to: "tags: [own, RANKING, ...cardTags(latest, hot)],",
  },
  {
    rule: "P4",
    breaks: "a section's head keeps a corrected title",
    file: section,
    from: "tags: [own, site.tags.latest(section.slug), RANKING, ...cardTags(latest, hot)],",
    to: "tags: [own, site.tags.latest(section.slug), RANKING],",
  },
  {
    rule: "P4",
    breaks: "an archive misses a publication",
    file: archive,
    from: "tags: [own, site.tags.list(slug, month), site.tags.months(slug), ...cardTags(shown)],",
    to: "tags: [own, site.tags.months(slug), ...cardTags(shown)],",
  },
  {
    rule: "P4",
    breaks: "an archive's navigation misses a new month",
    file: archive,
    from: "tags: [own, site.tags.list(slug, month), site.tags.months(slug), ...cardTags(shown)],",
    to: "tags: [own, site.tags.list(slug, month), ...cardTags(shown)],",
  },
  {
    rule: "P4",
    breaks: "an archive keeps a corrected title",
    file: archive,
    from: "tags: [own, site.tags.list(slug, month), site.tags.months(slug), ...cardTags(shown)],",
    to: "tags: [own, site.tags.list(slug, month), site.tags.months(slug)],",
  },
  {
    rule: "P4",
    breaks: "the home page misses a publication",
    file: home,
    from: "tags: [site.tags.home, RANKING, ...cardTags(latest, hot)],",
    to: "tags: [RANKING, ...cardTags(latest, hot)],",
  },
  {
    rule: "P4",
    breaks: "the home page keeps a corrected title",
    file: home,
    from: "tags: [site.tags.home, RANKING, ...cardTags(latest, hot)],",
    to: "tags: [site.tags.home, RANKING],",
  },
  {
    rule: "P4",
    breaks: "a tag's page misses a publication",
    file: tag,
    from: "tags: [site.tags.tag(tag), ...cardTags(tagged)],",
    to: "tags: cardTags(tagged),",
  },
  {
    rule: "P4",
    breaks: "a tag's month misses another month",
    file: tagMonth,
    from: "tags: [site.tags.tag(tag), ...cardTags(tagged)],",
    to: "tags: cardTags(tagged),",
  },
  {
    rule: "P4",
    breaks: "a feed misses a publication",
    file: feed,
    from: "tags: [...listTagsOf(site, found?.slug), ...cardTags(rows)],",
    to: "tags: cardTags(rows),",
  },
  {
    rule: "P4",
    breaks: "a short link keeps an old address",
    file: "src/site/routes/short-link.ts",
    from: "tags: [articleTag(id)]",
    to: "tags: []",
  },
  {
    rule: "P4",
    breaks: "pages don't carry the frame",
    file: "src/site/visit.ts",
    from: "tags: [SITE, urlTag(path), ...(parts.tags ?? [])],",
    to: "tags: [urlTag(path), ...(parts.tags ?? [])],",
  },
  {
    rule: "P4",
    breaks: "pages don't carry their address",
    file: "src/site/visit.ts",
    from: "tags: [SITE, urlTag(path), ...(parts.tags ?? [])],",
    to: "tags: [SITE, ...(parts.tags ?? [])],",
  },
  {
    rule: "P4",
    breaks: "a publication kills every page of its section",
    file: "src/publishing/filing.ts",
    from: "tags.latest(filing.section),",
    to: "tags.latest(filing.section), `section:${filing.section}`,",
  },
  {
    rule: "P4",
    breaks: "a publication kills every page",
    file: "src/publishing/filing.ts",
    from: "tags.latest(filing.section),",
    to: 'tags.latest(filing.section), "site",',
  },
  {
    rule: "P6",
    breaks: "the home page misses what the clock changes",
    file: home,
    from: "until: change?.at ?? null,",
    to: "until: change === undefined ? null : null,",
  },
  {
    rule: "P6",
    breaks: "a section's head misses what the clock changes",
    file: section,
    from: "until: earliest(change?.at, nextPeriodBegins(months, visit.now, site)),",
    to: "until: earliest(nextPeriodBegins(months, visit.now, site)),",
  },
  {
    rule: "P6",
    breaks: "a section's head misses the month that begins",
    file: section,
    from: "until: earliest(change?.at, nextPeriodBegins(months, visit.now, site)),",
    to: "until: earliest(change?.at),",
  },
  {
    rule: "P6",
    breaks: "an archive misses what the clock changes",
    file: archive,
    from: "until: earliest(change?.at, ",
    to: "until: earliest(",
  },
  {
    rule: "P6",
    breaks: "a feed misses what the clock changes",
    file: feed,
    from: "until: change?.at ?? null,",
    to: "until: change === undefined ? null : null,",
  },
  {
    rule: "P6",
    breaks: "a sitemap misses what the clock changes",
    file: "src/site/routes/sitemap.ts",
    from: "until: earliest(...families.flatMap(({ places }) => places.flatMap((place) => timesAhead(place, now)))),",
    to: "until: null,",
  },
  {
    rule: "P6",
    breaks: "a tag's page misses what the clock changes",
    file: tag,
    from: "until: earliest(next?.at, ...tagged.map(({ expireAt }) => expireAt)),",
    to: "until: null,",
  },
  {
    rule: "P6",
    breaks: "a tag's month misses what the clock changes",
    file: tagMonth,
    from: "...tagged.map(({ expireAt }) => expireAt)",
    to: "",
  },
  {
    rule: "P6",
    breaks: "an article's page outlives it",
    file: article,
    from: "      article.expireAt,\n",
    to: "",
  },
  {
    rule: "P6",
    breaks: "an article's page shows one that has expired",
    file: article,
    from: "      ...[...neighbours, ...related, ...translations].map(({ expireAt }) => expireAt),\n",
    to: "",
  },
  {
    rule: "P6",
    breaks: "an article's page misses its translation's publication",
    file: article,
    from: "      ...planned.map(({ publishedAt }) => publishedAt),\n",
    to: "",
  },
  {
    rule: "P6",
    breaks: "the newest article's page misses the next publication",
    file: article,
    from: "newer === undefined ? change?.publishAt : null,",
    to: "null,",
  },
  {
    rule: "P6",
    breaks: "each scheduled publication renders every article of its section again",
    file: article,
    from: "newer === undefined ? change?.publishAt : null,",
    to: "change?.publishAt,",
  },
  {
    rule: "P7",
    breaks: "a 404 outlives the publication of its address",
    file: "src/site/routes/error.tsx",
    from: 'keep: "no"',
    to: 'keep: "page"',
  },
  {
    rule: "P7",
    breaks: "an empty archive is kept",
    file: archive,
    from: 'keep: filed.length === 0 ? "no" : "page",',
    to: 'keep: "page",',
  },
];
