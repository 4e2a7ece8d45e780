// What an isolate knows of the ledger and the database (P8 to P11, P13), each rule broken. The protocol model must catch it.

import type { Mutation } from "./mutation.ts";

const judge = "src/pages/judge.ts";
const view = "src/pages/view.ts";
const ledger = "src/pages/ledger.ts";
const serve = "src/pages/serve.ts";
const limits = "src/pages/limits.ts";

export const VIEW_MUTATIONS: readonly Mutation[] = [
  {
    rule: "P8",
    breaks: "a view is used past its hard age",
    file: ledger,
    from: 'return age < LEDGER_HARD_AGE_MS ? "aging" : "expired";',
    to: 'return age < 10 * LEDGER_HARD_AGE_MS ? "aging" : "expired";',
  },
  {
    rule: "P8",
    breaks: "a view is never read again before its hard age",
    file: ledger,
    from: 'if (age < LEDGER_SOFT_AGE_MS) return "fresh";',
    to: 'if (age < LEDGER_HARD_AGE_MS) return "fresh";',
  },
  {
    rule: "P8",
    breaks: "an age is counted from when its reading came back",
    file: ledger,
    from: "const [began, ownBefore] = [clock(), this.#ownCount];\n    const session = this.session(d1);\n    const tail = await within(D1_TIMEOUT_MS, this.#source.readTail(session, since));",
    to: "const ownBefore = this.#ownCount;\n    const session = this.session(d1);\n    const tail = await within(D1_TIMEOUT_MS, this.#source.readTail(session, since));\n    const began = clock() + 2500;",
  },
  {
    rule: "P8",
    breaks: "a clock that stepped back makes a view young for long",
    file: view,
    from: "view === null || now < view.began ? Number.POSITIVE_INFINITY : now - view.began",
    to: "view === null ? Number.POSITIVE_INFINITY : now - view.began",
  },
  {
    rule: "P8",
    breaks: "a view from before the clock stepped back stays the later one",
    file: ledger,
    from: "view !== null && view.began > now ? { ...view, began: read.began } : view",
    to: "view",
  },
  {
    rule: "P8",
    breaks: "a slow reading of the tail undoes the isolate's own change",
    file: view,
    from: "const purgedAt = new Map(older.purgedAt);",
    to: "const purgedAt = new Map<string, number>();",
  },
  {
    rule: "P8",
    breaks: "an own write moves the head past other isolates' rows",
    file: view,
    from: "return { ...view, purgedAt, bookmark: laterBookmark(view.bookmark, bookmark) };",
    to: "return { ...view, purgedAt, head: Math.max(view.head, ...rows.map(({ id }) => id)), bookmark: laterBookmark(view.bookmark, bookmark) };",
  },
  {
    rule: "P8",
    breaks: "an own write from before the first view is forgotten",
    file: ledger,
    from: "this.#view = ownSince === 0 ? merged : addOwnRows(merged, this.#own.slice(-ownSince), this.#ownBookmark);",
    to: "this.#view = merged;",
  },
  {
    rule: "P8",
    breaks: "pruning between two readings leaves a gap",
    file: view,
    from: "const reach = Math.max(tail.oldest - 1, tail.cut ? lowest - 1 : 0);",
    to: "const reach = tail.cut ? lowest - 1 : 0;",
  },
  {
    rule: "P8",
    breaks: "the lower of two reaches is kept",
    file: view,
    from: "reach: Math.max(a.reach, b.reach),",
    to: "reach: Math.min(a.reach, b.reach),",
  },
  {
    rule: "P8",
    breaks: "a reading that never came back stops all others",
    file: ledger,
    from: "return since < 0 || since > REFRESH_EXPIRES_MS;",
    to: "return this.#refreshBegan === Number.NEGATIVE_INFINITY;",
  },
  {
    rule: "P9",
    breaks: "a cut tail is taken for the whole ledger",
    file: view,
    from: "tail.cut ? lowest - 1 : 0",
    to: "0",
  },
  {
    rule: "P9",
    breaks: "a page older than the view reaches is served unasked",
    file: judge,
    from: 'return page.version < view.reach ? "unknown" : "current";',
    to: 'return "current";',
  },
  {
    rule: "P9",
    breaks: "a page older than the view reaches is rendered again",
    file: judge,
    from: 'return page.version < view.reach ? "unknown" : "current";',
    to: 'return page.version < view.reach ? "changed" : "current";',
  },
  {
    rule: "P9",
    breaks: "an old page is proven by its tags alone, though rows were pruned",
    file: ledger,
    from: "newest <= page.version && oldest <= page.version + 1",
    to: "newest <= page.version",
  },
  {
    rule: "P9",
    breaks: "an old page is proven without its tags",
    file: ledger,
    from: "newest <= page.version && oldest <= page.version + 1",
    to: "oldest <= page.version + 1",
  },
  {
    rule: "P10",
    breaks: "the ledger forgets before KV does",
    file: limits,
    from: "export const LEDGER_KEPT_MS = 8 * 24",
    to: "export const LEDGER_KEPT_MS = 2 * 24",
  },
  {
    rule: "P10",
    breaks: "KV keeps pages for minutes",
    file: limits,
    from: "export const PAGE_TTL_SECONDS = 7 * 24 * 60 * 60;",
    to: "export const PAGE_TTL_SECONDS = 60;",
  },
  {
    rule: "P10",
    breaks: "a key is put again within a minute",
    file: serve,
    from: "if (!isWorthIt || this.#lastPut.wasWithin(PUT_PAUSE_MS, key, now)) return false;",
    to: "if (!isWorthIt) return false;",
  },
  {
    rule: "P11",
    breaks: "a page of another incarnation is served",
    file: judge,
    from: "page.incarnation !== view.incarnation || hasEnded(page, now)",
    to: "hasEnded(page, now)",
  },
  {
    rule: "P11",
    breaks: "views of two incarnations are merged",
    file: view,
    from: "if (older.incarnation !== newer.incarnation) return newer;",
    to: "",
  },
  {
    rule: "P11",
    breaks: "a restored database is read on from the old head",
    file: ledger,
    from: "if (known === null || known.incarnation === reading.read.incarnation)",
    to: "if (known !== undefined)",
  },
  {
    rule: "P13",
    breaks: "renders and tails read from any replica",
    file: ledger,
    from: 'return d1.withSession(this.#view?.bookmark ?? this.#ownBookmark ?? "first-unconstrained");',
    to: 'return d1.withSession("first-unconstrained");',
  },
  {
    rule: "P13",
    breaks: "a write does not leave its bookmark",
    file: view,
    from: "return { ...view, purgedAt, bookmark: laterBookmark(view.bookmark, bookmark) };",
    to: "return { ...view, purgedAt };",
  },
  {
    rule: "P13",
    breaks: "the older of two bookmarks is kept",
    file: view,
    from: "a === null || (b !== null && b > a) ? b : a;",
    to: "a === null ? b : a;",
  },
];
