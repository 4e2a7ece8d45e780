// The editors' door, /api: which call does what, and which scope it needs.

import { Hono } from "hono";
import { deleteArticle, getArticle, listArticles, patchArticle, postArticle } from "./articles";
import { listAudit } from "./audit";
import type { ApiEnv, Call } from "./context";
import { getExport } from "./export";
import { getHealth } from "./health";
import { deleteImport, getImport, getReport, listImports, postDump, postStep } from "./imports";
import { listJobs, postJob } from "./jobs";
import { getMe } from "./me";
import { deleteMedia, getMedia, listMedia, postMedia } from "./media";
import { pages } from "./pages";
import { deletePerson, getPerson, listPeople, patchPerson, postPerson } from "./people";
import { postPreview } from "./preview";
import { postPreviewLink } from "./preview-link";
import { problem } from "./problem";
import { listPurges, postPurge } from "./purges";
import { redirects } from "./redirects";
import { addResource, type Resource } from "./resource";
import { getRevision, listRevisions, restoreRevision } from "./revisions";
import { deleteSession, postSession } from "./session";
import { links, searches, sections, siteSettings } from "./site";
import { getStats } from "./stats";
import { deleteToken, getToken, listTokens, postToken } from "./tokens";

const anyone = (answer: Call["answer"]): Call => ({ scope: "anyone", answer });
const read = (answer: Call["answer"]): Call => ({ scope: "read", answer });
const write = (answer: Call["answer"]): Call => ({ scope: "write", answer });
const publish = (answer: Call["answer"]): Call => ({ scope: "publish", answer });
const admin = (answer: Call["answer"]): Call => ({ scope: "admin", answer });
/** A file's address is its hash, and a dump that comes again is the same import; a mark is a cookie, which is nobody else's to be kept. */
const repeats = (call: Call): Call => ({ ...call, repeats: true });
const shownOnce = (call: Call): Call => ({ ...call, shownOnce: true });

/** Every call, by the path below /api. */
export const resources: Readonly<Record<string, Resource>> = {
  "/articles": { GET: read(listArticles), POST: write(postArticle) },
  "/articles/:id": {
    GET: read(getArticle),
    PATCH: write(patchArticle),
    DELETE: publish(deleteArticle),
  },
  "/articles/:id/revisions": { GET: read(listRevisions) },
  "/articles/:id/revisions/:version": { GET: read(getRevision) },
  "/articles/:id/revisions/:version/restore": { POST: write(restoreRevision) },
  "/articles/:id/preview": { POST: write(postPreviewLink) },
  "/preview": { POST: write(postPreview) },
  "/purges": { GET: read(listPurges), POST: publish(postPurge) },
  "/site": { GET: read(siteSettings.get), PUT: admin(siteSettings.put) },
  "/sections": { GET: read(sections.get), PUT: admin(sections.put) },
  "/pages": { GET: read(pages.get), PUT: admin(pages.put) },
  "/links": { GET: read(links.get), PUT: admin(links.put) },
  "/searches": { GET: read(searches.get), PUT: admin(searches.put) },
  "/redirects": {
    GET: read(redirects.get),
    PUT: admin(redirects.put),
    PATCH: admin(redirects.patch),
  },
  "/media": { GET: read(listMedia), POST: repeats(write(postMedia)) },
  "/media/:hash": { GET: read(getMedia), DELETE: publish(deleteMedia) },
  "/session": { POST: repeats(read(postSession)), DELETE: anyone(deleteSession) },
  "/stats": { GET: read(getStats) },
  "/me": { GET: read(getMe) },
  "/people": { GET: admin(listPeople), POST: admin(postPerson) },
  "/people/:id": { GET: admin(getPerson), PATCH: admin(patchPerson), DELETE: admin(deletePerson) },
  "/tokens": { GET: read(listTokens), POST: shownOnce(admin(postToken)) },
  "/tokens/:id": { GET: read(getToken), DELETE: write(deleteToken) },
  "/audit": { GET: admin(listAudit) },
  "/jobs": { GET: read(listJobs) },
  "/jobs/:name": { POST: admin(postJob) },
  "/export": { GET: admin(getExport) },
  "/import": { POST: repeats(admin(postDump)) },
  "/imports": { GET: admin(listImports) },
  "/imports/:id": { GET: admin(getImport), DELETE: admin(deleteImport) },
  "/imports/:id/step": { POST: repeats(admin(postStep)) },
  "/imports/:id/report": { GET: admin(getReport) },
  "/health": { GET: anyone(getHealth) },
};

export const api = new Hono<ApiEnv>();

for (const [path, resource] of Object.entries(resources)) addResource(api, path, resource);

api.all("*", () => problem("not-found", { detail: "No call has this address." }));
