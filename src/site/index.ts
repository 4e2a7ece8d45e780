// The visitors' door: how each address is served.

import { Hono } from "hono";
import { hasParameters, oldAddressesAskedFor } from "../content/old-addresses";
import { type Address, type ReadAddress, readAddress, readAnyAddress } from "../content/read-address";
import { type D1Client, openDatabase } from "../db/client";
import { type Env, originOf } from "../env";
import { buildOf } from "../pages/build";
import { pageServer } from "../pages/isolate";
import type { Rendering } from "../pages/render";
import { respond, type ServedPage } from "../pages/respond";
import type { PageRequest, Served } from "../pages/serve";
import { prefersMarkdown } from "./accept";
import { badRequest, methodNotAllowed, movedPermanently, unavailable } from "./plain-answers";
import { renderAddress } from "./render-address";
import { renderOldHome, renderOldHomes, saysYes } from "./routes/old-home";
import { readSearch } from "./search-asked";
import type { SearchAsked, Visit } from "./visit";

export const site = new Hono<{ Bindings: Env }>();

/** What an address is asked with. */
interface Asking {
  env: Env;
  origin: string;
  /** The query as it was sent. No page depends on it but what a search found, and redirects of old addresses. */
  search: string;
  /** The same as a search page reads it. */
  searching: SearchAsked;
  /** Whether an article or a standing page is asked for as Markdown (RFC 9110 §12.5.1); no other page depends on it. */
  prefersMarkdown: boolean;
  waitUntil: (work: Promise<unknown>) => void;
}

site.all("*", async (c) => {
  const began = Date.now();
  const response = await answer(c.req.raw, c.env, (work) => c.executionCtx.waitUntil(work));
  response.headers.set("server-timing", `total;dur=${Date.now() - began}`);
  // Who has a clock must say so (RFC 9110 §6.6.1); workerd leaves it to whoever stands before it.
  response.headers.set("date", new Date(began).toUTCString());
  return response;
});

/** A page, or one redirect to it: from another spelling of its address, an old address of it, or both at once. */
async function answer(request: Request, env: Env, waitUntil: Asking["waitUntil"]): Promise<Response> {
  if (request.method !== "GET" && request.method !== "HEAD") return methodNotAllowed();
  const url = new URL(request.url);
  const read = readAnyAddress(url.pathname);
  if (read === null) return badRequest();
  const isCanonical = read.path === url.pathname;
  const asking = {
    ...{ env, origin: originOf(env, request), search: url.search, waitUntil },
    searching: readSearch(url, { request, env, waitUntil }),
    prefersMarkdown: prefersMarkdown(request.headers.get("accept")),
  };
  if (read.address.kind === "bytes") return answerBytes(request, read, asking);
  const moved = read.address.kind === "home" ? await servedFromOldHome(read, asking) : null;
  if (moved !== null) return respond(request, moved, pageServer.ledger.view);
  if (isCanonical || mayLeadOn(read)) {
    const served = await serveToTheEnd(read, asking);
    if (served.outcome !== "unavailable" && (isCanonical || locationOf(served) !== null))
      return respond(request, served, pageServer.ledger.view);
    if (isCanonical) return unavailable(read.lang, asking.origin);
  }
  return movedPermanently(read.path + (read.address.kind === "search" ? url.search : ""));
}

/** An older site's address in another encoding leads on; any other such path is none. */
async function answerBytes(request: Request, read: ReadAddress, asking: Asking): Promise<Response> {
  const served = await serve(read, asking);
  if (served.outcome === "unavailable") return unavailable(null, asking.origin);
  return locationOf(served) === null ? badRequest() : respond(request, served, pageServer.ledger.view);
}

/** Serves an address; under the first language's prefix, which itself leads on, an old address leads on in one. */
async function serveToTheEnd(read: ReadAddress, asking: Asking): Promise<Served> {
  const served = await serve(read, asking);
  const location = read.lang === null ? null : locationOf(served);
  const next = location === null || !location.startsWith("/") ? null : readAddress(location.split(/[?#]/, 1)[0] ?? "");
  if (next === null || !mayLeadOn(next)) return served;
  const servedNext = await serve(next, asking);
  return locationOf(servedNext) === null ? served : servedNext;
}

function serve(asked: ReadAddress, asking: Asking): Promise<Served> {
  const read = asking.prefersMarkdown ? asMarkdown(asked) : asked;
  const page = pageOf(read, asking, {
    representation: read === asked ? "" : " as Markdown",
    render: (visit) => renderAddress(visit, read, asking.searching),
  });
  return isNeverKept(read) ? pageServer.serveUnkept(page) : pageServer.serve(page);
}

/** What an old address of the home page's path leads to; null: the home page is meant. Without any, it costs no wait. */
async function servedFromOldHome(read: ReadAddress, asking: Asking): Promise<ServedPage | null> {
  if (!hasParameters(asking.search)) return null;
  const old = await pageServer.serve(
    pageOf(read, asking, { representation: " has old addresses", render: renderOldHomes }),
  );
  if (old.outcome === "unavailable" || !saysYes(old.page.plain)) return null;
  // The whole query in its one spelling.
  const [representation = ""] = oldAddressesAskedFor(" ", asking.search);
  const moved = await pageServer.serve(pageOf(read, asking, { representation, render: renderOldHome }));
  return moved.outcome !== "unavailable" && locationOf(moved) !== null ? moved : null;
}

interface Made {
  /** What tells pages of one address apart. No path has a space: they never meet (P1). */
  representation: string;
  render: (visit: Visit) => Promise<Rendering>;
}

const pageOf = ({ path, lang }: ReadAddress, asking: Asking, { representation, render }: Made): PageRequest => ({
  key: asking.origin + path + representation,
  d1: asking.env.DB,
  kv: asking.env.PAGES,
  build: buildOf(asking.env),
  clock: Date.now,
  waitUntil: asking.waitUntil,
  render: (session: D1Client) => {
    const { origin, search } = asking;
    return render({ db: openDatabase(session), origin, path, search, lang, now: Date.now() });
  },
});

/** An article's or a standing page's address, to be answered by its Markdown; any other as it is. */
function asMarkdown(read: ReadAddress): ReadAddress {
  const { address } = read;
  if (address.kind === "article") return { ...read, address: { ...address, kind: "markdown" } };
  if (address.kind === "section") return { ...read, address: { kind: "page-markdown", page: address.section } };
  return read;
}

const locationOf = (served: Served): string | null =>
  served.outcome === "unavailable" ? null : (served.page.header.headers.location ?? null);

/** Whether what stands at an address, once spelt right, can be a redirect. */
const mayLeadOn = ({ lang, address: { kind } }: ReadAddress): boolean => lang !== null || MAY_LEAD_ON.has(kind);

const MAY_LEAD_ON: ReadonlySet<Address["kind"]> = new Set([
  "section",
  "archive",
  "article",
  "short",
  "feed",
  "markdown",
  "page-markdown",
  "none",
]);

/** What no cache can have: what a search found, and addresses that can't be any page's (P7). */
const isNeverKept = ({ address }: ReadAddress): boolean => NEVER_KEPT.has(address.kind);

const NEVER_KEPT: ReadonlySet<Address["kind"]> = new Set(["search", "bytes", "none"]);
