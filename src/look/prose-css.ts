// Everything a Markdown article can hold. Nothing in it can make the page scroll sideways: what is wide scrolls itself.

export const prose = `
.prose { max-inline-size: 42rem; font: var(--reading); text-wrap: pretty; }
.prose > :first-child { margin-block-start: 0; }
.prose > p { hanging-punctuation: first allow-end; }
:lang(zh) .prose > p { hanging-punctuation: allow-end; }
.prose :is(h2, h3, h4) { margin-block: 1.6em .6em; }
.prose a { text-decoration: underline var(--accent) 1px; }
.prose :is(ul, ol) { padding-inline-start: 1.5em; }
.prose li { margin-block: .35em; }
.prose li::marker { color: var(--soft); }
.task-list-item { list-style: none; }
.task-list-item input { margin-inline: -1.4em .5em; }
.prose :is(blockquote, figure) { margin-inline: 0; }
.prose blockquote { padding-inline-start: 1.25em; border-inline-start: 3px solid var(--accent); color: var(--soft); }
.prose hr { margin-block: 2.5em; border: 0; border-block-start: var(--rule); }
figcaption { margin-block: .5em 0; }
sub, sup { line-height: 0; }
kbd { border: 1px solid; }
code, kbd, samp { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: .875em; }
kbd, :not(pre) > code { padding: .1em .3em; background: var(--wash); }
pre { padding: 1rem 1.25rem; background: var(--wash); line-height: 1.6; }
pre, .table { overflow-x: auto; overflow-wrap: normal; }
.table, .embed { margin-block: 1.25em; }
table { min-inline-size: 100%; border-collapse: collapse; border-block: 1px solid; font: .9375rem/1.5 var(--sans); }
caption { padding-block: .5em; text-align: start; font-weight: 600; }
th, td { padding: .5em .75em; min-inline-size: 5em; border-block-start: var(--rule); text-align: start; vertical-align: top; }
thead { background: var(--wash); }
.right { text-align: end; }
.center { text-align: center; }
.embed, iframe { display: block; }
iframe { inline-size: 100%; border: 0; background: var(--wash); }
/* A frame with a shape: the attributes of a frame's size give no ratio, as those of an image do. */
[class^="embed "] > iframe { block-size: auto; aspect-ratio: 16/9; }
.classic > iframe { aspect-ratio: 4/3; }
.square > iframe { aspect-ratio: 1; }
.tall > iframe { aspect-ratio: 9/16; max-inline-size: 24rem; }
.footnotes { border-block-start: var(--rule); font-size: .9375rem; color: var(--soft); }
.hljs-comment, .hljs-meta { color: var(--soft); }
.hljs-keyword, .hljs-literal, .hljs-built_in, .hljs-name { color: var(--word); }
.hljs-string, .hljs-number, .hljs-addition { color: var(--text); }
.hljs-title, [class^=hljs-attr] { color: var(--name); }
.hljs-deletion { color: var(--accent); }
`;
