// Structured data for search engines: schema.org types as JSON-LD, with what Google's rich results ask for.
// https://developers.google.com/search/docs/appearance/structured-data/search-gallery

import { excerpt } from "../content/excerpt";
import { rfc3339In } from "../content/local-time";
import type { ArticleView, PageLink, Shell } from "./views";

const CONTEXT = { "@context": "https://schema.org" };

/** What Google shows of a headline, in characters. */
const MAX_HEADLINE_LENGTH = 110;

const absolute = (href: string, { origin }: Shell): string => new URL(href, origin).href;

/** https://schema.org/Organization, as it stands inside others. */
const organization = (shell: Shell) => ({
  "@type": "Organization",
  name: shell.brand,
  url: absolute(shell.homeHref, shell),
  logo: { "@type": "ImageObject", url: `${shell.origin}/favicon.svg`, width: 512, height: 512 },
});

export const organizationLd = (shell: Shell) => ({
  ...CONTEXT,
  ...organization(shell),
  ...(shell.description && { description: shell.description }),
  ...(shell.hotline && {
    contactPoint: { "@type": "ContactPoint", contactType: "customer service", telephone: shell.hotline.number },
  }),
});

/** https://schema.org/WebSite, with how it is searched. */
export const webSiteLd = (shell: Shell) => ({
  ...CONTEXT,
  "@type": "WebSite",
  name: shell.brand,
  url: absolute(shell.homeHref, shell),
  inLanguage: shell.lang,
  potentialAction: {
    "@type": "SearchAction",
    target: {
      "@type": "EntryPoint",
      urlTemplate: `${absolute(shell.searchHref, shell)}?q={search_term_string}`,
    },
    "query-input": "required name=search_term_string",
  },
});

/** https://schema.org/BreadcrumbList, from the home page on. It takes two steps at least, so the home page has none. */
export const breadcrumbLd = (shell: Shell, trail: readonly [PageLink, ...PageLink[]]) => ({
  ...CONTEXT,
  "@type": "BreadcrumbList",
  itemListElement: [{ name: shell.brand, href: shell.homeHref }, ...trail].map(({ name, href }, place) => ({
    "@type": "ListItem",
    position: place + 1,
    name,
    item: absolute(href, shell),
  })),
});

export interface ArticleLd {
  canonical: string;
  description: string;
  /** Absolute. */
  imageUrl: string;
}

/** https://schema.org/NewsArticle. Times are in the site's zone. A person has no page of their own to link. */
export const articleLd = (shell: Shell, view: ArticleView, { canonical, description, imageUrl }: ArticleLd) => ({
  ...CONTEXT,
  "@type": "NewsArticle",
  headline: excerpt(view.title, { length: MAX_HEADLINE_LENGTH }),
  ...(description && { description }),
  inLanguage: shell.lang,
  mainEntityOfPage: canonical,
  datePublished: rfc3339In(view.publishedAt, shell.timeZone),
  dateModified: rfc3339In(view.updatedAt ?? view.publishedAt, shell.timeZone),
  articleSection: view.section.name,
  ...(view.tags.length > 0 && { keywords: view.tags.map(({ name }) => name) }),
  author: [view.author === null ? organization(shell) : { "@type": "Person", name: view.author }],
  publisher: organization(shell),
  image: [imageUrl],
});
