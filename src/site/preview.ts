// /preview/{token}: an article for whoever was given the link, also before readers see it. No cache has it, and no index.

import { Hono } from "hono";
import { openPreview } from "../access/preview-link";
import { PREVIEWS } from "../content/addresses";
import { openDatabase } from "../db/client";
import { type Env, originOf } from "../env";
import { buildOf } from "../pages/build";
import { pageServer } from "../pages/isolate";
import { respond } from "../pages/respond";
import { methodNotAllowed, unavailable } from "./plain-answers";
import { renderError } from "./routes/error";
import { renderPreview } from "./routes/preview";
import type { Visit } from "./visit";

export const preview = new Hono<{ Bindings: Env }>();

preview.all(`${PREVIEWS}/*`, async (c) => {
  const request = c.req.raw;
  if (request.method !== "GET" && request.method !== "HEAD") return methodNotAllowed();
  const response = await answer(request, c.env, (work) => c.executionCtx.waitUntil(work));
  response.headers.set("cache-control", "no-store");
  response.headers.set("x-robots-tag", "noindex");
  // What is never kept has nothing to compare.
  response.headers.delete("etag");
  return response;
});

async function answer(request: Request, env: Env, waitUntil: (work: Promise<unknown>) => void): Promise<Response> {
  const origin = originOf(env, request);
  const token = new URL(request.url).pathname.slice(PREVIEWS.length + 1);
  const served = await pageServer.serveUnkept({
    ...{ key: origin + PREVIEWS, d1: env.DB, kv: env.PAGES, build: buildOf(env), clock: Date.now, waitUntil },
    render: async (session) => {
      const now = Date.now();
      // The address says nothing, so the page for 404 has no words to suggest articles by.
      const visit: Visit = { db: openDatabase(session), origin, path: "/", search: "", lang: null, now };
      const siteGuid = () => pageServer.ledger.siteGuid(env.DB, Date.now);
      const id = await openPreview(env, { token, now, siteGuid });
      return id === null ? renderError(visit, 404) : renderPreview(visit, id);
    },
  });
  return served.outcome === "unavailable"
    ? unavailable(null, origin)
    : respond(request, served, pageServer.ledger.view);
}
