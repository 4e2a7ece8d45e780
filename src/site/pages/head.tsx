import { raw } from "hono/html";
import { APP_LINKS } from "../../content/addresses";
import type { Head, Shell } from "../views";

/** JSON that can't end the script element it stands in. */
const jsonForScript = (value: object) => raw(JSON.stringify(value).replaceAll("<", "\\u003c"));

export const HeadTags = ({ shell, head }: { shell: Shell; head: Head }) => (
  <>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>{head.title}</title>
    {head.description && <meta name="description" content={head.description} />}
    {head.canonical === null ? (
      <meta name="robots" content="noindex" />
    ) : (
      <>
        <meta name="robots" content="max-image-preview:large" />
        <link rel="canonical" href={head.canonical} />
      </>
    )}
    {head.alternates.map(({ lang, href }) => (
      <link rel="alternate" hreflang={lang} href={href} />
    ))}
    {head.markdownHref && <link rel="alternate" type="text/markdown" href={head.markdownHref} />}
    {head.feed && (
      <>
        <link rel="alternate" type="application/atom+xml" title={head.feed.title} href={head.feed.href} />
        <link rel="alternate" type="application/feed+json" title={head.feed.title} href={head.feed.jsonHref} />
      </>
    )}
    {APP_LINKS.map(({ rel, href }) => (
      <link rel={rel} href={href} />
    ))}
    <link rel="icon" type="image/svg+xml" href="/favicon.svg" />
    <meta name="color-scheme" content="light dark" />
    <meta name="theme-color" content="#ffffff" media="(prefers-color-scheme: light)" />
    <meta name="theme-color" content="#131518" media="(prefers-color-scheme: dark)" />
    <OpenGraph shell={shell} head={head} />
    {head.jsonLd.map((object) => (
      <script type="application/ld+json">{jsonForScript(object)}</script>
    ))}
  </>
);

const OpenGraph = ({ shell, head }: { shell: Shell; head: Head }) => (
  <>
    <meta property="og:site_name" content={shell.brand} />
    <meta property="og:type" content={head.ogType} />
    <meta property="og:title" content={head.title} />
    {head.description && <meta property="og:description" content={head.description} />}
    <meta property="og:locale" content={shell.lang.replaceAll("-", "_")} />
    {head.canonical !== null && <meta property="og:url" content={head.canonical} />}
    {head.image && (
      <>
        <meta property="og:image" content={head.image.url} />
        {head.image.drawn && <meta property="og:image:type" content={head.image.drawn.type} />}
        <meta property="og:image:width" content={String(head.image.width)} />
        <meta property="og:image:height" content={String(head.image.height)} />
        <meta property="og:image:alt" content={head.image.alt} />
      </>
    )}
    <meta name="twitter:card" content={head.image ? "summary_large_image" : "summary"} />
  </>
);
