// Answers that need nothing of the database: wrong methods, other spellings, and the page for when D1 fails.

import { renderPage } from "../look/render-page";
import { pageSecurityPolicy } from "../look/security";
import { Document } from "./pages/document";
import { ErrorPage } from "./pages/error";
import type { Shell } from "./views";
import { wordsFor } from "./words";

const ALLOWED = "GET, HEAD";
const RETRY_AFTER_SECONDS = 5;

const text = (body: string, status: number, headers: Record<string, string> = {}) =>
  new Response(`${body}\n`, { status, headers: { "content-type": "text/plain; charset=utf-8", ...headers } });

export const methodNotAllowed = (): Response =>
  text(`This address takes ${ALLOWED}.`, 405, { allow: ALLOWED, "cache-control": "no-store" });

export const badRequest = (): Response =>
  text("The address's percent-encoding is broken.", 400, { "cache-control": "no-store" });

/** Another spelling of an address leads to the one that pages are kept under. */
export const movedPermanently = (path: string): Response =>
  new Response(null, { status: 301, headers: { location: path, "cache-control": "public, max-age=3600" } });

/** D1 fails and nothing can stand in: the site's look without its names (P12). */
export async function unavailable(lang: string | null, origin: string): Promise<Response> {
  const shell = bareShell(lang ?? "zh-CN", origin);
  const words = wordsFor(shell.lang);
  const { title } = words.errors[503];
  const head = {
    title,
    description: "",
    canonical: null,
    alternates: [],
    feed: null,
    ogType: "website" as const,
    image: null,
    jsonLd: [],
  };
  const body = renderPage(
    <Document shell={shell} head={head} words={words}>
      <ErrorPage shell={shell} words={words} view={{ status: 503, suggestions: [] }} />
    </Document>,
  );
  return new Response(body, {
    status: 503,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": await pageSecurityPolicy(),
      "retry-after": String(RETRY_AFTER_SECONDS),
      "cache-control": "no-store",
      "cache-status": "edgewise; fwd=miss; detail=unavailable",
    },
  });
}

const bareShell = (lang: string, origin: string): Shell => ({
  lang,
  origin,
  timeZone: "UTC",
  brand: "Edgewise",
  tagline: "",
  description: "",
  homeHref: "/",
  searchHref: "/search",
  hotline: null,
  menu: [],
  footPages: [],
  hotSearches: [],
  friendLinks: [],
  filings: [],
  languages: [],
});
