// Articles in lists, and the blocks that hold them. A block opens with a rule and a short accent edge.

export const lists = `
.block { border-block-start: var(--rule); }
.block > h2 { margin-block: -1px .75rem; font-size: 1.25rem; }
.block > h2::before { content: ""; display: block; inline-size: 2.5rem; margin-block-end: .75rem; border-block-start: 4px solid var(--accent); }
.kind { color: var(--accent); }
:lang(zh) > .kind { margin-inline-end: -.3em; }
/* The title's link lies over the cover and the blanks; the summary and the facts lie on top, to be selected and opened. */
.story { display: grid; gap: .5rem 1.25rem; position: relative; }
.story a::after { content: ""; position: absolute; inset: 0; }
/* The heading cuts what hangs over it, a ring round the link too; so the ring goes round the whole story. */
.story a:focus-visible { outline: 0; }
.story a:focus-visible::after { outline: 2px solid var(--accent); outline-offset: 2px; }
.summary, .facts a { position: relative; z-index: 1; }
.facts a, .more a { color: var(--accent); }
.facts a { padding-block: .125rem; margin-block: -.125rem; }
.story :is(h2, h3) { font-size: 1.25rem; }
.summary { font-size: .9375rem; }
.story :is(h2, h3), .summary, .titles a, .hot-list a { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 4; overflow: hidden; }
.cover img { inline-size: 100%; aspect-ratio: 3/2; object-fit: cover; }
.stories li+li { margin-block: 1.25rem 0; padding-block: 1.25rem 0; border-block-start: var(--rule); }
.stories .story:has(.cover) { grid-template: auto auto 1fr/minmax(0, 1fr) clamp(6.5rem, 24%, 12rem); }
.stories .cover { grid-area: 1/2/4; }
h1, .lead h2 { font-size: clamp(1.75rem, 1.3rem + 2vw, 2.75rem); }
.lead { gap: .75rem; }
.lead .cover img { aspect-ratio: 16/9; }
.front, .columns { display: grid; gap: 2.5rem var(--gap); align-items: start; }
.front .stories h2 { font-size: 1.125rem; }
.front .stories .summary { display: none; }
.front .stories .cover { grid-row: 1; }
.front .stories .facts { grid-column: 1/-1; }
.columns { grid-template-columns: repeat(auto-fit, minmax(min(100%, 16.5rem), 1fr)); margin-block: 3rem 0; }
.titles li, .hot-list li { padding-block: .625rem; border-block-start: var(--rule); font: 1rem/1.45 var(--serif); }
h2+* > :first-child { border: 0; }
.story+.titles, .more { margin-block: 1rem 0; }
.hot-list { counter-reset: rank; }
.hot-list li { display: grid; grid-template-columns: 2rem 1fr; counter-increment: rank; }
.hot-list li::before { content: counter(rank); grid-row: 1/3; font: 700 1.5rem/1.2 var(--serif); color: var(--soft); }
.hot-list :nth-child(-n+3)::before { color: var(--accent); }
.months { margin-block: 2.5rem 0; }
.months ol, .days ol { display: grid; grid-template-columns: repeat(auto-fill, minmax(9rem, 1fr)); gap: .25rem 1rem; font-size: .875rem; }
.beside { display: grid; gap: 2.5rem 5rem; align-items: start; }
.beside > * { min-inline-size: 0; }
@media (min-width: 48rem) {
  .front { grid-template-columns: 1fr 1fr; }
  .lead { grid-column: 1/-1; }
}
@media (min-width: 64rem) {
  .beside { grid-template-columns: minmax(0, 48rem) 1fr; }
  .front:has(.lead) { grid-template-columns: minmax(0, 2.1fr) minmax(0, 1fr) minmax(0, 1fr); align-items: stretch; }
  .front .lead { grid-column: 1; align-content: start; }
  .front > *+* { border-inline-start: var(--rule); padding-inline-start: 1.25rem; margin-inline-start: -1.25rem; }
}
`;
