// Pages beside the site's own, for who works on it: no search engine lists them, and one style stands in each.

import { raw } from "hono/html";
import type { Child } from "hono/jsx";

interface HeadProps {
  title: string;
  style: string;
  /** Whatever else it has. */
  children?: Child;
}

export const UnlistedHead = ({ title, style, children }: HeadProps) => (
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="robots" content="noindex" />
    {children}
    <title>{title}</title>
    <link rel="icon" type="image/svg+xml" href="/favicon.svg" />
    <style>{raw(style)}</style>
  </head>
);

/** The headers of such a page. */
export const unlistedHeaders = (contentSecurityPolicy: string): Record<string, string> => ({
  "content-type": "text/html; charset=utf-8",
  "content-security-policy": contentSecurityPolicy,
  "x-robots-tag": "noindex",
});
