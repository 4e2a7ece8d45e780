// Short histories that chance seldom tells: each is what one rule of the protocol is there for (P4 to P7, P15).

import type { History } from "./live";
import type { Command, Step } from "./steps";

const MINUTE_S = 60;
const DAY_S = 86_400;
/** Back to the months before: the histories begin on 29 November. */
const OCTOBER = -40 * DAY_S;
const AUGUST = -100 * DAY_S;

type Publication = Extract<Command, { do: "publish" }>;
type Change = Extract<Command, { do: "change" }>["change"];

let texts = 0;
const publish = (more: Partial<Publication> = {}): Publication => ({
  ...{ do: "publish", title: `Title ${++texts}`, body: "Text.", section: "news" },
  ...more,
});
const change = (which: number, change: Change): Command => ({ do: "change", which, change });
const withdraw = (which: number): Command => ({ do: "withdraw", which });
const restore = (which: number, version: number): Command => ({ do: "restore", which, version });

const by =
  (isolate: number) =>
  (command: Command): Step => ({ do: "command", by: isolate, command });
const now = by(0);
const pass = (s: number): Step => ({ do: "pass", s });
const purgeJob: Step = { do: "cron", job: "purge" };
const pruneJob: Step = { do: "cron", job: "prune" };
const purge = (what: string, inSeconds: number | null = null): Step => ({ do: "purge", by: 0, what, inSeconds });
const rename: Step = { do: "sections", by: 0, rename: true, name: 1, swap: true };

const page = (slug: "about" | "team", n: number): Step => ({
  ...{ do: "standing page", by: 0, slug, place: "menu", title: "Page", body: `Page text ${n}.` },
  ...{ langs: ["zh-CN", "en"], fate: "changes" },
});
const redirect = (from: string, to: "/news" | "/en/news"): Step => ({
  ...{ do: "redirects", by: 0, froms: [from], to, isWhole: true },
});

/** A number is the place of an article's address: two for each article, its own and its short link. */
const told = (paths: (string | number)[], steps: Step[], isolate = 0): History => ({
  places: paths.map((path) => ({ isolate, path })),
  steps,
});

export const STORIES: Record<string, History> = {
  "the first publication comes to every list": told(
    ["/", "/news", "/feed.xml", "/news/feed.json", "/news/2026/11"],
    [pass(1), now(publish())],
  ),
  "a publication comes to the lists of other sections' articles": told(
    ["/", "/feed.xml", "/tag/x"],
    [now(publish({ tags: ["x"] })), now(publish({ section: "tech", tags: ["x"] }))],
  ),
  "a corrected title comes to every list, and to its neighbour's page": told(
    ["/", "/news", "/news/2026/11", "/tag/x", "/feed.xml", 0],
    [now(publish()), now(publish({ tags: ["x"] })), now(change(1, { title: "Title 98" }))],
  ),
  "a moved article leads on from its old addresses": told(
    ["/news", 0, 1],
    [now(publish({ slug: "slug-a" })), now(change(0, { slug: "slug-b" })), now(change(0, { section: "tech" }))],
  ),
  "an article goes back to what it said, to where it stood": told(
    ["/", "/news", "/tech", "/tag/x", "/feed.xml", 0, 2],
    [
      ...[now(publish({ slug: "slug-a", tags: ["x"] })), now(change(0, { section: "tech" }))],
      ...[now(change(0, { slug: "slug-b" })), now(change(0, { tags: [] })), now(change(0, { body: "Text 98." }))],
      ...[now(restore(0, 1)), now(restore(0, 3)), now(withdraw(0)), now(restore(0, 1)), pass(1)],
    ],
  ),
  "an article moves after it was withdrawn": told(
    [0, 1, 2],
    [
      ...[now(publish({ slug: "slug-a" })), now(change(0, { slug: "slug-b" })), now(withdraw(0))],
      ...[now(change(0, { section: "tech" })), pass(1)],
    ],
  ),
  "a translation comes, moves and goes": told(
    [0],
    [
      ...[now(publish()), now(publish({ isEnglish: true, translates: 0, slug: "slug-a" }))],
      ...[now(change(1, { slug: "slug-b" })), now(withdraw(1))],
    ],
  ),
  "a translation is no longer one": told(
    [0],
    [now(publish()), now(publish({ isEnglish: true, translates: 0 })), now(change(1, { translates: null }))],
  ),
  "a crowded month, which shows no article, counts by day and leads to the month before": told(
    ["/news/2026/11"],
    [...Array.from({ length: 62 }, () => now(publish())), now(publish({ publishIn: OCTOBER })), now(withdraw(62))],
  ),
  "a neighbour comes, moves and goes": told(
    [0],
    [now(publish()), now(publish({ slug: "slug-a" })), now(change(1, { slug: "slug-b" })), now(withdraw(1))],
  ),
  "a month begins and ends in the navigation of other months": told(
    ["/news/2026/11"],
    [...[now(publish({ publishIn: OCTOBER })), now(publish()), now(publish({ publishIn: AUGUST }))], now(withdraw(2))],
  ),
  "a month ends where an article leaves": told(
    ["/news/2026/08"],
    [
      ...[now(publish({ publishIn: AUGUST })), now(publish({ publishIn: OCTOBER })), now(publish())],
      now(change(2, { section: "tech" })),
    ],
  ),
  "sections are renamed and put in another order": told(
    ["/", "/tech", "/en", 0],
    [now(publish({ section: "tech" })), rename, now(publish({ section: "tech" }))],
  ),
  "an address, a section and everything in it are purged": told(
    ["/", "/news", 0],
    [now(publish()), purge("/"), purge("section:news")],
  ),
  "a publication leaves alone what doesn't show it": told(
    ["/tech", 0],
    [now(publish()), now(publish()), now(publish()), now(publish())],
  ),
  "a publication comes when it was scheduled": told(
    ["/", "/news", "/news/2026/11", "/feed.xml", "/sitemaps/1.xml", "/tag/x", "/news/slug-a", 0],
    [
      now(publish({ tags: ["x"], slug: "slug-b" })),
      ...[now(publish({ tags: ["x"], slug: "slug-a", publishIn: 10 * MINUTE_S })), pass(20 * MINUTE_S), pass(1)],
    ],
  ),
  "a scheduled publication comes sooner": told(
    ["/", "/news"],
    [
      ...[now(publish()), now(publish({ publishIn: 1000 * MINUTE_S })), now(change(1, { publishIn: MINUTE_S }))],
      pass(2 * MINUTE_S),
    ],
  ),
  "the months of a tag begin and end": told(
    ["/tag/x/2026/10", "/tag/x/2026/11"],
    [
      now(publish({ tags: ["x"], publishIn: OCTOBER })),
      ...[
        now(publish({ tags: ["x"], expireIn: MINUTE_S })),
        now(publish({ tags: ["x"], section: "tech", publishIn: AUGUST })),
      ],
      ...[pass(2 * MINUTE_S), now(withdraw(2)), now(publish({ tags: ["x"], publishIn: MINUTE_S })), pass(2 * MINUTE_S)],
    ],
  ),
  "a translation comes when it was scheduled": told(
    [0],
    [now(publish()), now(publish({ isEnglish: true, translates: 0, publishIn: MINUTE_S })), pass(2 * MINUTE_S)],
  ),
  "an older article's page has nothing to do with what is scheduled": told(
    [0],
    [now(publish()), now(publish()), now(publish({ publishIn: MINUTE_S })), pass(2 * MINUTE_S)],
  ),
  "an article expires": told(
    ["/", "/news", "/feed.xml", "/sitemaps/1.xml", "/tag/x", 0, 2],
    [now(publish({ tags: ["x"] })), now(publish({ tags: ["x"], expireIn: MINUTE_S })), pass(2 * MINUTE_S)],
  ),
  "a month begins before its first publication": told(
    ["/news"],
    [now(publish()), now(publish({ publishIn: 1.5 * DAY_S + 30 * MINUTE_S })), pass(1.5 * DAY_S + MINUTE_S)],
  ),
  "an unknown address and an empty archive are not kept": told(["/news/slug-a", "/news/2026/11"], [pass(1), pass(1)]),
  "a sitemap dates a correction": told(
    ["/sitemaps/1.xml"],
    [
      now(publish({ slug: "slug-a" })),
      pass(MINUTE_S),
      now(change(0, { body: "Text 98." })),
      now(change(0, { slug: "slug-b" })),
    ],
  ),
  "an editor is overtaken by one who moves the article": told(
    ["/news", "/tech", "/tech/2026/10"],
    [
      ...[now(publish({ section: "tech", publishIn: OCTOBER })), now(publish())],
      { do: "overtaken", slow: change(1, { title: "Title 98" }), fast: change(1, { section: "tech" }) },
      pass(20),
    ],
    1,
  ),
  "a standing page is corrected, and gets another address": told(
    ["/", "/about", "/en/about", "/team"],
    [page("about", 1), page("about", 2), page("team", 2)],
  ),
  "a redirect changes, and gives way to an article": told(
    ["/about", "/news/slug-b"],
    [
      ...[redirect("/about", "/news"), redirect("/about", "/en/news"), redirect("/news/slug-b", "/news")],
      now(publish({ slug: "slug-b" })),
    ],
  ),
  "a purge is asked for later": told(
    ["/", "/news"],
    [purge("/", 10 * MINUTE_S), pass(11 * MINUTE_S), purgeJob, pass(20)],
  ),
  "pages outlive the pruning of all that is in the ledger": told(
    ["/news"],
    [
      ...[now(publish()), now(publish({ expireIn: 31 * DAY_S })), pass(30 * DAY_S), pruneJob],
      ...[pass(2 * DAY_S), now(publish({ section: "tech" })), pass(20)],
    ],
  ),
  "a purge recurs": told(["/"], [pass(61 * MINUTE_S), purgeJob, pass(61 * MINUTE_S), purgeJob, pass(20)]),
};
