// The editors' door, /api: which call does what, which scope it needs, and what it says of itself.

import { Hono } from "hono";
import { deleteArticle, getArticle, listArticles, patchArticle, postArticle } from "./articles";
import { listAudit } from "./audit";
import type { ApiEnv, Call } from "./context";
import { docsOf } from "./docs";
import { postDump } from "./dump";
import { getExport } from "./export";
import { getHealth } from "./health";
import { deleteImport, getImport, getReport, listImports, postStep } from "./imports";
import { listJobs, postJob } from "./jobs";
import { getMe } from "./me";
import { deleteMedia, getMedia, listMedia, postMedia } from "./media";
import { answerMissing } from "./missing";
import * as aboutArticles from "./openapi/articles";
import * as aboutImports from "./openapi/imports";
import * as aboutMedia from "./openapi/media";
import * as aboutOperations from "./openapi/operations";
import * as aboutPeople from "./openapi/people";
import * as aboutPreviews from "./openapi/previews";
import * as aboutPurges from "./openapi/purges";
import * as aboutRedirects from "./openapi/redirects";
import * as aboutRevisions from "./openapi/revisions";
import { answerDescription } from "./openapi/served";
import * as aboutSite from "./openapi/site";
import * as aboutTokens from "./openapi/tokens";
import { pages } from "./pages";
import { deletePerson, getPerson, listPeople, patchPerson, postPerson } from "./people";
import { postPreview } from "./preview";
import { postPreviewLink } from "./preview-link";
import { listPurges, postPurge } from "./purges";
import { redirects } from "./redirects";
import { addResource, callsOf, type Resource } from "./resource";
import { getRevision, listRevisions, restoreRevision } from "./revisions";
import { deleteSession, postSession } from "./session";
import { links, searches, sections, siteSettings } from "./site";
import { getStats } from "./stats";
import { deleteToken, getToken, listTokens, postToken } from "./tokens";

const anyone = (answer: Call["answer"], about: Call["about"]): Call => ({ scope: "anyone", answer, about });
const read = (answer: Call["answer"], about: Call["about"]): Call => ({ scope: "read", answer, about });
const write = (answer: Call["answer"], about: Call["about"]): Call => ({ scope: "write", answer, about });
const publish = (answer: Call["answer"], about: Call["about"]): Call => ({ scope: "publish", answer, about });
const admin = (answer: Call["answer"], about: Call["about"]): Call => ({ scope: "admin", answer, about });
/** A file's address is its hash, and a dump that comes again is the same import; a mark is a cookie, which is nobody else's to be kept. */
const repeats = (call: Call): Call => ({ ...call, repeats: true });
const shownOnce = (call: Call): Call => ({ ...call, shownOnce: true });

/** Every call, by the path below /api. */
export const resources: Readonly<Record<string, Resource>> = {
  "/articles": { GET: read(listArticles, aboutArticles.list), POST: write(postArticle, aboutArticles.post) },
  "/articles/:id": {
    GET: read(getArticle, aboutArticles.get),
    PATCH: write(patchArticle, aboutArticles.patch),
    DELETE: publish(deleteArticle, aboutArticles.withdraw),
  },
  "/articles/:id/revisions": { GET: read(listRevisions, aboutRevisions.list) },
  "/articles/:id/revisions/:version": { GET: read(getRevision, aboutRevisions.get) },
  "/articles/:id/revisions/:version/restore": { POST: write(restoreRevision, aboutRevisions.restore) },
  "/articles/:id/preview": { POST: write(postPreviewLink, aboutPreviews.link) },
  "/preview": { POST: write(postPreview, aboutPreviews.render) },
  "/purges": { GET: read(listPurges, aboutPurges.list), POST: publish(postPurge, aboutPurges.post) },
  "/site": {
    GET: read(siteSettings.get, aboutSite.settings.get),
    PUT: admin(siteSettings.put, aboutSite.settings.put),
  },
  "/sections": { GET: read(sections.get, aboutSite.sections.get), PUT: admin(sections.put, aboutSite.sections.put) },
  "/pages": { GET: read(pages.get, aboutSite.pages.get), PUT: admin(pages.put, aboutSite.pages.put) },
  "/links": { GET: read(links.get, aboutSite.links.get), PUT: admin(links.put, aboutSite.links.put) },
  "/searches": { GET: read(searches.get, aboutSite.searches.get), PUT: admin(searches.put, aboutSite.searches.put) },
  "/redirects": {
    GET: read(redirects.get, aboutRedirects.list),
    PUT: admin(redirects.put, aboutRedirects.replace),
    PATCH: admin(redirects.patch, aboutRedirects.change),
  },
  "/media": { GET: read(listMedia, aboutMedia.list), POST: repeats(write(postMedia, aboutMedia.upload)) },
  "/media/:hash": { GET: read(getMedia, aboutMedia.get), DELETE: publish(deleteMedia, aboutMedia.remove) },
  "/session": {
    POST: repeats(read(postSession, aboutOperations.mark)),
    DELETE: anyone(deleteSession, aboutOperations.unmark),
  },
  "/stats": { GET: read(getStats, aboutOperations.stats) },
  "/me": { GET: read(getMe, aboutPeople.me) },
  "/people": { GET: admin(listPeople, aboutPeople.list), POST: admin(postPerson, aboutPeople.post) },
  "/people/:id": {
    GET: admin(getPerson, aboutPeople.get),
    PATCH: admin(patchPerson, aboutPeople.patch),
    DELETE: admin(deletePerson, aboutPeople.disable),
  },
  "/tokens": { GET: read(listTokens, aboutTokens.list), POST: shownOnce(admin(postToken, aboutTokens.post)) },
  "/tokens/:id": { GET: read(getToken, aboutTokens.get), DELETE: write(deleteToken, aboutTokens.revoke) },
  "/audit": { GET: admin(listAudit, aboutOperations.audit) },
  "/jobs": { GET: read(listJobs, aboutOperations.jobs) },
  "/jobs/:name": { POST: admin(postJob, aboutOperations.runJob) },
  "/export": { GET: admin(getExport, aboutImports.exportSite) },
  "/import": { POST: repeats(admin(postDump, aboutImports.post)) },
  "/imports": { GET: admin(listImports, aboutImports.list) },
  "/imports/:id": { GET: admin(getImport, aboutImports.get), DELETE: admin(deleteImport, aboutImports.forget) },
  "/imports/:id/step": { POST: repeats(admin(postStep, aboutImports.step)) },
  "/imports/:id/report": { GET: admin(getReport, aboutImports.report) },
  "/health": { GET: anyone(getHealth, aboutOperations.health) },
  "/openapi.json": { GET: anyone((c) => answerDescription(c, CALLS), aboutOperations.openapi) },
};

const CALLS = callsOf(resources);

export const api = new Hono<ApiEnv>();

for (const [path, resource] of Object.entries(resources)) addResource(api, path, resource);

const PAGES = ["/docs", "/docs/:page"];
api.route("/docs", docsOf(CALLS));

api.all("*", (c) => answerMissing(c, [...PAGES, ...Object.keys(resources)]));
