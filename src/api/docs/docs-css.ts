// What the pages of the description add to the site's look.

export const docsCss = `
.docs > :is(p, pre, ul) { max-inline-size: 48rem; margin-block: 1rem; }
.docs h1 { margin-block-end: 1rem; }
.docs > h2 { margin-block: 2rem .5rem; font-size: 1.25rem; }
.docs .masthead { padding-block-end: 0; }
.operation { max-inline-size: 48rem; margin-block: 2.5rem 0; padding-block: 1.5rem 0; border-block-start: var(--rule); }
.operation > :is(p, pre, table, details) { margin-block: .75rem; }
.operation h2 { font-size: 1.5rem; }
.operation a, .docs > p a, .calls a { color: var(--accent); text-decoration: underline 1px; }
.address { display: flex; flex-wrap: wrap; gap: .25rem .75rem; align-items: baseline; }
.address span, .docs small, .calls code { color: var(--soft); }
.docs small { display: block; font-weight: 400; font-size: .8125rem; }
.docs :is(.address, th) strong { color: var(--accent); }
.docs pre { white-space: pre-wrap; overflow: visible; overflow-wrap: anywhere; }
.calls li { display: flex; flex-wrap: wrap; gap: 0 1rem; justify-content: space-between; padding-block: .375rem; border-block-start: var(--rule); }
.calls code { background: none; padding: 0; }
.answer { margin-block: 1.25rem 0; }
.answer h3 { font: 600 1rem/1.5 var(--sans); }
.answer summary { font-weight: 400; }
.problems { columns: 20rem; font-size: .9375rem; }
.fields { inline-size: 100%; table-layout: fixed; }
.fields th:first-child { inline-size: 36%; }
.fields th code { background: none; padding: 0; }
`;
