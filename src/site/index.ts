// The visitors' door: how each address is served.

import { Hono } from "hono";
import { type Address, type ReadAddress, readAddress } from "../content/read-address";
import { type D1Client, openDatabase } from "../db/client";
import { type Env, originOf } from "../env";
import { buildOf } from "../pages/build";
import { pageServer } from "../pages/isolate";
import { respond } from "../pages/respond";
import type { Served } from "../pages/serve";
import { prefersMarkdown } from "./accept";
import { badRequest, methodNotAllowed, movedPermanently, unavailable } from "./plain-answers";
import { renderAddress } from "./render-address";

export const site = new Hono<{ Bindings: Env }>();

/** What an address is asked with. */
interface Asking {
  env: Env;
  origin: string;
  /** What a search is for; no other page depends on it. */
  query: string;
  /** Whether an article is asked for as Markdown (RFC 9110 §12.5.1); no other page depends on it. */
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
  const read = readAddress(url.pathname);
  if (read === null) return badRequest();
  const isCanonical = read.path === url.pathname;
  if (isCanonical || mayLeadOn(read)) {
    const asking = {
      ...{ env, origin: originOf(env, request), query: url.searchParams.get("q") ?? "", waitUntil },
      prefersMarkdown: prefersMarkdown(request.headers.get("accept")),
    };
    const served = await serveToTheEnd(read, asking);
    if (served.outcome !== "unavailable" && (isCanonical || locationOf(served) !== null))
      return respond(request, served, pageServer.ledger.view);
    if (isCanonical) return unavailable(read.lang, asking.origin);
  }
  return movedPermanently(read.path + (read.address.kind === "search" ? url.search : ""));
}

/** Serves an address; under the first language's prefix, which itself leads on, an old address leads on in one. */
async function serveToTheEnd(read: ReadAddress, asking: Asking): Promise<Served> {
  const served = await serve(read, asking);
  const location = read.lang === null ? null : locationOf(served);
  const next = location === null ? null : readAddress(new URL(location, asking.origin).pathname);
  if (next === null || !mayLeadOn(next)) return served;
  const servedNext = await serve(next, asking);
  return locationOf(servedNext) === null ? served : servedNext;
}

function serve(asked: ReadAddress, asking: Asking): Promise<Served> {
  const { env, origin, query, waitUntil } = asking;
  const read = asking.prefersMarkdown ? asMarkdown(asked) : asked;
  const page = {
    // No path has a space: the representations of an address never meet (P1).
    key: origin + read.path + (read === asked ? "" : " as Markdown"),
    d1: env.DB,
    kv: env.PAGES,
    build: buildOf(env),
    clock: Date.now,
    waitUntil,
    render: (session: D1Client) => {
      const visit = { db: openDatabase(session), origin, path: read.path, lang: read.lang, now: Date.now() };
      return renderAddress(visit, read, query);
    },
  };
  return isNeverKept(read) ? pageServer.serveUnkept(page) : pageServer.serve(page);
}

/** An article's address, to be answered by its Markdown; any other as it is. */
const asMarkdown = (read: ReadAddress): ReadAddress =>
  read.address.kind === "article" ? { ...read, address: { ...read.address, kind: "markdown" } } : read;

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
]);

/** What no cache can have: what a search found, and addresses that can't be any page's (P7). */
const isNeverKept = ({ address }: ReadAddress): boolean => address.kind === "search" || address.kind === "none";
