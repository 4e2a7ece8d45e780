// What stands around every page: masthead, breadcrumb, foot; and the opening of a page.

export const frame = `
.masthead, main, .foot { padding-inline: max(var(--gap), 50% - 38rem); }
/* Rows that come in by halves would move: they are shown when what follows them begins. */
.masthead:not(:has(+ *)), .opening:not(:has(+ *)) .provenance { visibility: hidden; }
.topline, .nameplate, .masthead ul, .imprint, .filings, .labelled, .labelled > *, .facts, .provenance {
  display: flex; flex-wrap: wrap; gap: .25rem 1rem;
}
.topline, .labelled, .facts, .foot, .provenance, .more, .reads, .titles time, .turn span, li > span, figcaption, iframe+a {
  font: .8125rem/1.6 var(--sans); color: var(--soft);
}
.topline { justify-content: space-between; padding-block: .5rem; }
.hotline a { white-space: nowrap; }
.hotline a, .languages [aria-current] { color: var(--ink); font-weight: 600; }
.languages { margin-inline-start: auto; }
.nameplate { align-items: end; gap: 1rem 2.5rem; padding-block: clamp(.5rem, 2vw, 1.5rem) 1.25rem; }
/* Beside the finder the name takes the room; alone in its row, the finder does. */
.name { flex: 99 1 16rem; }
.brand { font: 700 clamp(1.75rem, 1.2rem + 2.6vw, 2.875rem)/1.1 var(--serif); }
.tagline { margin-block: .375rem 0; color: var(--soft); }
.finder { flex: 1 1 22rem; }
.search { display: flex; max-inline-size: 34rem; border: 1px solid var(--soft); }
.search input { flex: 1; min-inline-size: 0; padding: .5rem .75rem; background: none; position: relative; }
.search button { padding: .5rem 1.25rem; background: var(--ink); color: var(--paper); }
.search button:hover { background: var(--accent); }
.labelled { flex-wrap: nowrap; gap: .25rem; }
.labelled p { flex: none; }
.finder nav { margin-block: .5rem 0; }
.menu { border-block: 1px solid; border-block-end: var(--rule); }
.menu ul { gap: 0 1.75rem; }
.menu a { display: block; padding-block: .625rem; font-weight: 600; }
.menu [aria-current] { color: var(--accent); padding-block-end: .4375rem; border-block-end: 3px solid; }
main { padding-block: clamp(1rem, 3vw, 2rem) clamp(2.5rem, 7vw, 5rem); min-block-size: 55vh; }
.breadcrumb ol { gap: 0 .5rem; }
.breadcrumb li+li::before { content: "\\203A"; margin-inline-end: .5rem; }
.foot { padding-block: 1.5rem; border-block-start: 1px solid; background: var(--wash); }
.foot nav { margin-block-end: 1rem; }
.opening { margin-block: clamp(1rem, 3vw, 1.75rem); }
.opening search, .error search { margin-block: 1.25rem; }
.description, .empty, .standfirst, .summary { color: var(--soft); max-inline-size: 42rem; }
.description, .tags { margin-block: .5rem; }
.period { font-weight: 400; }
`;
