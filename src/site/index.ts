// The visitors' door: which address is which page, and how each is served.

import { Hono } from "hono";
import { openDatabase } from "../db/client";
import { siteAndVersion } from "../db/site";
import { within } from "../db/within";
import { type Env, originOf } from "../env";
import { buildOf } from "../pages/build";
import { pageServer } from "../pages/isolate";
import { D1_TIMEOUT_MS } from "../pages/limits";
import type { Rendering } from "../pages/render";
import { respond } from "../pages/respond";
import { type ReadAddress, readAddress } from "./address";
import { badRequest, methodNotAllowed, movedPermanently, unavailable } from "./plain-answers";
import { renderArchive } from "./routes/archive";
import { renderArticle } from "./routes/article";
import { renderError } from "./routes/error";
import { renderFavicon } from "./routes/favicon";
import { renderHome } from "./routes/home";
import { renderSearch } from "./routes/search";
import { renderSection } from "./routes/section";
import { renderShortLink } from "./routes/short-link";
import { renderTag } from "./routes/tag";
import { MisplacedLanguage, siteView } from "./site-view";
import { redirectTo, type Visit } from "./visit";

export const site = new Hono<{ Bindings: Env }>();

site.all("*", async (c) => {
  const request = c.req.raw;
  if (request.method !== "GET" && request.method !== "HEAD") return methodNotAllowed();
  const url = new URL(request.url);
  const read = readAddress(url.pathname);
  if (read === null) return badRequest();
  if (read.path !== url.pathname)
    return movedPermanently(read.path + (read.address.kind === "search" ? url.search : ""));
  return servePage(c.env, c.executionCtx, request, read);
});

async function servePage(
  env: Env,
  ctx: { waitUntil(work: Promise<unknown>): void },
  request: Request,
  read: ReadAddress,
): Promise<Response> {
  const url = new URL(request.url);
  const origin = originOf(env, request);
  const began = Date.now();
  const served = await pageServer.serve({
    key: `${origin}${read.path}${read.address.kind === "search" ? `?q=${url.searchParams.get("q") ?? ""}` : ""}`,
    d1: env.DB,
    kv: env.PAGES,
    build: buildOf(env),
    clock: Date.now,
    waitUntil: (work) => ctx.waitUntil(work),
    render: (session) => {
      const db = openDatabase(session);
      const visit = { db, origin, path: read.path, lang: read.lang, now: Date.now() };
      return within(D1_TIMEOUT_MS, render(visit, read, url.searchParams.get("q") ?? ""));
    },
  });
  if (served.outcome === "unavailable") return unavailable(read.lang, origin);
  const response = respond(request, served, pageServer.ledger.view);
  response.headers.set("server-timing", `total;dur=${Date.now() - began}`);
  return response;
}

async function render(visit: Visit, read: ReadAddress, query: string): Promise<Rendering> {
  try {
    return await renderAddress(visit, read, query);
  } catch (error) {
    if (!(error instanceof MisplacedLanguage)) throw error;
    const plain = { ...visit, lang: null };
    if (!error.isDefault) return renderError(plain, 404);
    const [row] = await siteAndVersion(visit.db);
    const path = visit.path.replace(/^\/[^/]+/, "") || "/";
    return redirectTo(plain, siteView(row, null), { path, tags: [] });
  }
}

function renderAddress(visit: Visit, { address }: ReadAddress, query: string): Promise<Rendering> {
  switch (address.kind) {
    case "home":
      return renderHome(visit);
    case "section":
      return renderSection(visit, address.section);
    case "archive":
      return renderArchive(visit, address.section, address.period);
    case "article":
      return renderArticle(visit, address);
    case "tag":
      return renderTag(visit, address.tag);
    case "search":
      return renderSearch(visit, query);
    case "short":
      return renderShortLink(visit, address.id);
    case "favicon":
      return renderFavicon(visit);
    case "none":
      return renderError(visit, 404);
  }
}
