// An article's own page: its provenance, cover and ending; and the pages that say there is none.

export const article = `
.article, .single { max-inline-size: 48rem; }
.provenance { gap: 0 1.25rem; margin-block: 1rem; padding-block: .625rem; border-block: var(--rule); font-size: .875rem; }
.provenance div { display: flex; gap: .3em; }
.provenance dd { color: var(--ink); }
[data-reads] { display: inline-block; min-inline-size: 7ch; }
.standfirst, .lead .summary, .empty { font-size: 1.125rem; }
.article-cover { margin-block-end: 1.75rem; }
.closing { max-inline-size: 42rem; margin-block: 2.5rem 0; }
.tags a { display: block; padding: .125rem .75rem; background: var(--wash); color: var(--ink); }
.tags ul { gap: .25rem .5rem; }
.turn { display: flex; flex-wrap: wrap; gap: 1rem 2rem; margin-block: 1.5rem 0; padding-block: 1rem 0; border-block-start: 1px solid; }
.turn p { flex: 1 1 14rem; font: 600 1.0625rem/1.45 var(--serif); }
.turn span { display: block; }
.next { text-align: end; }
.status { font: 700 clamp(4rem, 14vw, 8rem)/1.2 var(--serif); color: var(--accent); }
.error .standfirst { margin-block: .5rem; }
.error section { margin-block: 3rem 0; }
.related { margin-block: 1.75rem 0; }
`;
