// What elements look like wherever they stand. An article's own lists and paragraphs keep the browser's margins.

export const elements = `
* { box-sizing: border-box; }
:where(:is(h1, h2, h3, p, ol, ul, dl, dd):not(.prose *)) { margin: 0; padding: 0; list-style: none; }
/* Below the foot of a short page its ground goes on; a foot held to the bottom would move while it comes in. */
html { background: var(--wash); }
body {
  margin: 0;
  border-block-start: 4px solid var(--accent);
  background: var(--paper);
  color: var(--ink);
  font: 1rem/1.6 var(--sans);
  font-variant-numeric: tabular-nums;
  line-break: strict;
  overflow-wrap: anywhere;
  text-autospace: normal;
  text-spacing-trim: trim-start;
  text-underline-offset: .2em;
  -webkit-text-size-adjust: 100%;
}
h1, h2, h3, h4 { font-family: var(--serif); line-height: 1.25; }
h1, h2, h3, h4, .brand { text-wrap: balance; }
.phrases { word-break: keep-all; }
.model { white-space: nowrap; }
a { color: inherit; text-decoration: none; }
a:hover { color: var(--accent); text-decoration: underline; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
main:focus { outline: 0; }
img, video, audio { display: block; max-inline-size: 100%; block-size: auto; }
summary { font-weight: 600; cursor: pointer; }
mark { background: var(--mark); color: var(--ink); }
::placeholder { color: var(--soft); opacity: 1; }
button, input { font: inherit; color: inherit; border: 0; }
:lang(zh) :is(em, i, cite, dfn, var, address) { font-style: normal; }
:lang(zh) em { text-emphasis: dot; text-emphasis-position: under right; }
.unseen, .skip { position: absolute; padding: .5rem 1rem; background: var(--ink); color: var(--paper); }
.unseen, .skip:not(:focus) { clip-path: inset(50%); }
`;
