// Paper, and settings that a reader made for their own eyes.

export const occasions = `
@media (forced-colors: active) { .search button, .tags a, pre { border: 1px solid; } }
@media print {
  html { background: none; }
  .topline, .finder, nav, .related, .rail, iframe { display: none!important; }
  .prose a[href^=http]::after { content: " (" attr(href) ")"; }
  pre { white-space: pre-wrap; }
  h2, h3 { break-after: avoid; }
  img, tr { break-inside: avoid; }
}
`;
