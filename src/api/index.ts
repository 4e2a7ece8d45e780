// The editors' door, /api: which call does what, and which scope it needs.

import { Hono } from "hono";
import { deleteArticle, getArticle, listArticles, patchArticle, postArticle } from "./articles";
import { listAudit } from "./audit";
import type { ApiEnv } from "./context";
import { getHealth } from "./health";
import { listJobs, postJob } from "./jobs";
import { deleteMedia, getMedia, listMedia, postMedia } from "./media";
import { pages } from "./pages";
import { postPreview } from "./preview";
import { postPreviewLink } from "./preview-link";
import { problem } from "./problem";
import { listPurges, postPurge } from "./purges";
import { redirects } from "./redirects";
import { addResource, type Call } from "./resource";
import { getRevision, listRevisions, restoreRevision } from "./revisions";
import { deleteSession, postSession } from "./session";
import { links, searches, sections, siteSettings } from "./site";
import { getStats } from "./stats";

const anyone = (answer: Call["answer"]): Call => ({ scope: "anyone", answer });
const read = (answer: Call["answer"]): Call => ({ scope: "read", answer });
const write = (answer: Call["answer"]): Call => ({ scope: "write", answer });
const publish = (answer: Call["answer"]): Call => ({ scope: "publish", answer });
const admin = (answer: Call["answer"]): Call => ({ scope: "admin", answer });
/** A file's address is its hash; a mark is a cookie, which is nobody else's to be kept. */
const repeats = (call: Call): Call => ({ ...call, repeats: true });

export const api = new Hono<ApiEnv>();

addResource(api, "/articles", { GET: read(listArticles), POST: publish(postArticle) });
addResource(api, "/articles/:id", {
  GET: read(getArticle),
  PATCH: publish(patchArticle),
  DELETE: publish(deleteArticle),
});
addResource(api, "/articles/:id/revisions", { GET: read(listRevisions) });
addResource(api, "/articles/:id/revisions/:version", { GET: read(getRevision) });
addResource(api, "/articles/:id/revisions/:version/restore", { POST: publish(restoreRevision) });
addResource(api, "/articles/:id/preview", { POST: write(postPreviewLink) });
addResource(api, "/preview", { POST: write(postPreview) });
addResource(api, "/purges", { GET: read(listPurges), POST: publish(postPurge) });
addResource(api, "/site", { GET: read(siteSettings.get), PUT: admin(siteSettings.put) });
addResource(api, "/sections", { GET: read(sections.get), PUT: admin(sections.put) });
addResource(api, "/pages", { GET: read(pages.get), PUT: admin(pages.put) });
addResource(api, "/links", { GET: read(links.get), PUT: admin(links.put) });
addResource(api, "/searches", { GET: read(searches.get), PUT: admin(searches.put) });
addResource(api, "/redirects", {
  GET: read(redirects.get),
  PUT: admin(redirects.put),
  PATCH: admin(redirects.patch),
});
addResource(api, "/media", { GET: read(listMedia), POST: repeats(write(postMedia)) });
addResource(api, "/media/:hash", { GET: read(getMedia), DELETE: publish(deleteMedia) });
addResource(api, "/session", { POST: repeats(read(postSession)), DELETE: anyone(deleteSession) });
addResource(api, "/stats", { GET: read(getStats) });
addResource(api, "/audit", { GET: admin(listAudit) });
addResource(api, "/jobs", { GET: read(listJobs) });
addResource(api, "/jobs/:name", { POST: admin(postJob) });
addResource(api, "/health", { GET: anyone(getHealth) });

api.all("*", () => problem("not-found", { detail: "No call has this address." }));
