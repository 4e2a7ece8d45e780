// The visitors' door: how each address is served.

import { Hono } from "hono";
import { type ReadAddress, readAddress } from "../content/read-address";
import { openDatabase } from "../db/client";
import { type Env, originOf } from "../env";
import { buildOf } from "../pages/build";
import { pageServer } from "../pages/isolate";
import { respond } from "../pages/respond";
import type { PageRequest } from "../pages/serve";
import { badRequest, methodNotAllowed, movedPermanently, unavailable } from "./plain-answers";
import { renderAddress } from "./render-address";

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
  const query = url.searchParams.get("q") ?? "";
  const began = Date.now();
  const asked: PageRequest = {
    key: origin + read.path,
    d1: env.DB,
    kv: env.PAGES,
    build: buildOf(env),
    clock: Date.now,
    waitUntil: (work) => ctx.waitUntil(work),
    render: (session) => {
      const visit = { db: openDatabase(session), origin, path: read.path, lang: read.lang, now: Date.now() };
      return renderAddress(visit, read, query);
    },
  };
  const served = isNeverKept(read) ? await pageServer.serveUnkept(asked) : await pageServer.serve(asked);
  if (served.outcome === "unavailable") return unavailable(read.lang, origin);
  const response = respond(request, served, pageServer.ledger.view);
  response.headers.set("server-timing", `total;dur=${Date.now() - began}`);
  return response;
}

/** What no cache can have: what a search found, and addresses that can't be any page's (P7). */
const isNeverKept = ({ address }: ReadAddress): boolean => address.kind === "search" || address.kind === "none";
