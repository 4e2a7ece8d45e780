// What a change, a purge and pruning write (P5, P10, P15), each rule broken. The newsroom model must catch it.

import type { Mutation } from "./mutation.ts";

const write = "src/publishing/write.ts";
const purges = "src/publishing/purges-of-change.ts";

export const PUBLISHING_MUTATIONS: readonly Mutation[] = [
  {
    rule: "P4",
    breaks: "a corrected standing page is not purged",
    file: "src/publishing/standing-pages.ts",
    from: "texts.map(({ slug }) => pageTag(slug))",
    to: "texts.map(({ title }) => pageTag(title))",
  },
  {
    rule: "P4",
    breaks: "a standing page that gets another address leaves the links to the old one",
    file: "src/publishing/standing-pages.ts",
    from: "      page.slug === before.slug &&\n",
    to: "",
  },
  {
    rule: "P4",
    breaks: "kept redirects do not know of a change of theirs",
    file: "src/site/routes/missing.ts",
    from: "tags: [REDIRECTS]",
    to: "tags: []",
  },
  {
    rule: "P7",
    breaks: "a redirect outlives the publication of an article at its address",
    file: "src/site/routes/missing.ts",
    from: " || section !== undefined || isReserved(first)",
    to: " || isReserved(first)",
  },
  {
    rule: "P5",
    breaks: "a list that an article leaves is not purged",
    file: purges,
    from: "const filings = [before, after].filter(isListed);",
    to: "const filings = [after].filter(isListed);",
  },
  {
    rule: "P5",
    breaks: "a withdrawn article that moves leaves redirects to where it was",
    file: purges,
    from: ' && !(isMoved && before?.state === "withdrawn")',
    to: "",
  },
  {
    rule: "P5",
    breaks: "a sitemap keeps an article's old date or address",
    file: "src/db/article-purges.ts",
    from: "select ${sitemapOf}, ${at}, ${by}, ${reason} from ${articles} where guid = ${guid}",
    to: "select ${sitemapOf}, ${at}, ${by}, ${reason} from ${articles} where guid = ${guid} and id < 0",
  },
  {
    rule: "P5",
    breaks: "neighbours are not purged",
    file: purges,
    from: "purges.push(batch.add(purgeNeighbours(db, guid, filing, note)));",
    to: "",
  },
  {
    rule: "P5",
    breaks: "translations are not purged",
    file: purges,
    from: ", batch.add(purgeTranslations(db, guid, note)));",
    to: ");",
  },
  {
    rule: "P5",
    breaks: "a new month is not purged",
    file: purges,
    from: "purges.push(batch.add(purgeMonths(db, { sectionId, lang, month, tag }, note)));",
    to: "void month; void tag; void sectionId; void lang;",
  },
  {
    rule: "P5",
    breaks: "scheduling purges nothing",
    file: purges,
    from: "const filings = [before, after].filter(isListed);",
    to: "const filings = [before, after].filter(isListed);\n  if (before === null && (after.publishedAt ?? 0) > note.at) return [];",
  },
  {
    rule: "P5",
    breaks: "a change of times or lists purges the article alone",
    file: purges,
    from: "if (filings.length === 0 || !isMoved) return purges;",
    to: "if (filings.length === 0 || before !== null) return purges;",
  },
  {
    rule: "P5",
    breaks: "two editors at once: a change is not guarded on the version it read",
    file: write,
    from: "batch.add(unlessStop(db, isSameVersion(before)));\n  const { translationOf } = values;",
    to: "const { translationOf } = values;",
  },
  {
    rule: "P5",
    breaks: "a writer does not tell its own isolate",
    file: "src/publishing/desk.ts",
    from: "desk.ledger.noteOwnPurge(written.rows, session.getBookmark());",
    to: "",
  },
  {
    rule: "P10",
    breaks: "pruning forgets the newest row",
    file: "src/db/deferred-purges.ts",
    from: "(select max(id) from ${ledger}))",
    to: "1e15)",
  },
  {
    rule: "P15",
    breaks: "a deferred purge is written when it is asked for",
    file: "src/publishing/purge.ts",
    from: "if (order.at !== null && order.at > now) {",
    to: "if (order.at !== null && order.at < now) {",
  },
  {
    rule: "P15",
    breaks: "a deferred purge is marked done and not carried out",
    file: "src/db/deferred-purges.ts",
    from: "where d.done_at is null and d.due_at <= ${now} returning id, tag`),",
    to: "where d.done_at is not null returning id, tag`),",
  },
  {
    rule: "P15",
    breaks: "a purge that recurs is done once",
    file: "src/db/deferred-purges.ts",
    from: "done_at = case when every_seconds is null then ${now} end,",
    to: "done_at = ${now},",
  },
];
