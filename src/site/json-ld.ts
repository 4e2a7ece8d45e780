// Structured data for search engines: schema.org types as JSON-LD.

import type { ArticleView, PageLink, Shell } from "./views";

const absolute = (href: string, { origin }: Shell): string => (href.startsWith("/") ? origin + href : href);

/** https://schema.org/Organization */
export const organizationLd = (shell: Shell) => ({
  "@context": "https://schema.org",
  "@type": "Organization",
  name: shell.brand,
  url: absolute(shell.homeHref, shell),
  logo: `${shell.origin}/favicon.svg`,
  ...(shell.hotline && { contactPoint: { "@type": "ContactPoint", telephone: shell.hotline.number } }),
});

/** https://schema.org/BreadcrumbList, from the home page on. */
export const breadcrumbLd = (shell: Shell, trail: readonly PageLink[]) => ({
  "@context": "https://schema.org",
  "@type": "BreadcrumbList",
  itemListElement: [{ name: shell.brand, href: shell.homeHref }, ...trail].map(({ name, href }, place) => ({
    "@type": "ListItem",
    position: place + 1,
    name,
    item: absolute(href, shell),
  })),
});

/** https://schema.org/NewsArticle */
export const articleLd = (shell: Shell, view: ArticleView, canonical: string, description: string) => ({
  "@context": "https://schema.org",
  "@type": "NewsArticle",
  headline: view.title,
  description,
  inLanguage: shell.lang,
  mainEntityOfPage: canonical,
  datePublished: new Date(view.publishedAt).toISOString(),
  dateModified: new Date(view.updatedAt ?? view.publishedAt).toISOString(),
  articleSection: view.section.name,
  keywords: view.tags.map(({ name }) => name).join(", "),
  author:
    view.author === null ? { "@type": "Organization", name: shell.brand } : { "@type": "Person", name: view.author },
  publisher: { "@type": "Organization", name: shell.brand, url: absolute(shell.homeHref, shell) },
  ...(view.cover && { image: [absolute(view.cover.src, shell)] }),
});
