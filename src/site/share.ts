// /share/{what}-{hash}.png: the share image of a page that has no picture. Only what readers may see is drawn, and only as
// its page says it: any other name leads to the one that is right by now, or to nothing.

import { Hono } from "hono";
import { SHARE_IMAGES } from "../content/addresses";
import { shownOnCard } from "../db/article-page";
import { openDatabase } from "../db/client";
import { siteAndVersion } from "../db/site";
import { PART_TIMEOUT_MS, within } from "../db/within";
import type { Shape } from "../drawing/share-card";
import { type Env, originOf } from "../env";
import { CLOSED_POLICY } from "../look/security";
import { ShareImages } from "../media/share-images";
import { answerStopped, evaluatePreconditions } from "../pages/preconditions";
import { statusOf } from "../publishing/status";
import {
  articleCard,
  type CardOf,
  cardAddress,
  homeCard,
  pageCard,
  parseName,
  type Subject,
  sectionCard,
} from "./share-card";
import { MisplacedLanguage, pageById, type SiteView, sectionById, siteView } from "./site-view";

export const share = new Hono<{ Bindings: Env }>();

const images = new ShareImages();

share.get(`${SHARE_IMAGES}/:name`, async (c, next) => {
  const asked = parseName(c.req.param("name"));
  if (asked === null) return next();
  const origin = originOf(c.env, c.req.raw);
  const found = await cardOf(c.env, asked.subject, { origin, now: Date.now() });
  if (found === "missing") return refusal(404, "There is no such image.");
  if (found === "gone") return refusal(410, "What this image was of is gone.");
  const path = await cardAddress(found, asked.shape);
  if (path !== c.req.path) return movedTo(path);
  return answerImage(c.req.raw, c.env, { found, path, shape: asked.shape }, (work) => c.executionCtx.waitUntil(work));
});

interface Image {
  found: CardOf;
  path: string;
  shape: Shape;
}

async function answerImage(
  request: Request,
  env: Env,
  { found, path, shape }: Image,
  waitUntil: (work: Promise<unknown>) => void,
): Promise<Response> {
  const etag = `"${path.slice(SHARE_IMAGES.length + 1, -".png".length)}"`;
  const headers = new Headers({
    "content-type": "image/png",
    etag,
    "cache-control": "public, max-age=31536000, immutable",
    "content-security-policy": CLOSED_POLICY,
  });
  const verdict = evaluatePreconditions(request.headers, etag);
  if (verdict !== "perform") return answerStopped(verdict, headers);
  const image = await images.image(
    env,
    { key: path.slice(1), card: found.card, shape },
    { clock: Date.now, waitUntil },
  );
  if (image === null) return refusal(503, "The image can't be drawn at the moment.", { "retry-after": "30" });
  headers.set("content-length", String(image.byteLength));
  return new Response(request.method === "HEAD" ? null : image, { headers });
}

/** What readers may see of a subject. One wait. */
async function cardOf(
  env: Env,
  subject: Subject,
  { origin, now }: { origin: string; now: number },
): Promise<CardOf | "missing" | "gone"> {
  const db = openDatabase(env.DB);
  const id = subject.kind === "article" ? subject.id : 0;
  const [[row], [article]] = await within(PART_TIMEOUT_MS, db.batch([siteAndVersion(db), shownOnCard(db, id)]));
  if (subject.kind !== "article") {
    const site = siteIn(row, subject.lang);
    return (site === null ? null : placeCard(site, origin, subject)) ?? "missing";
  }
  const site = article === undefined ? null : siteIn(row, article.lang);
  if (article === undefined || site === null) return "missing";
  const section = sectionById(site, article.sectionId);
  const status = statusOf(article, now);
  if (section === undefined || article.publishedAt === null || status === "draft" || status === "scheduled")
    return "missing";
  if (status !== "published") return "gone";
  const { title, publishedAt } = article;
  return articleCard(site, origin, { id, title, section, publishedAt });
}

function placeCard(site: SiteView, origin: string, subject: Exclude<Subject, { kind: "article" }>): CardOf | null {
  if (subject.kind === "home") return homeCard(site, origin);
  if (subject.kind === "section") {
    const section = sectionById(site, subject.id);
    return section === undefined ? null : sectionCard(site, origin, section);
  }
  const page = pageById(site, subject.id);
  return page?.title[site.lang] === undefined ? null : pageCard(site, origin, page);
}

/** The site in one of its languages; null in any other. */
function siteIn(row: Parameters<typeof siteView>[0], lang: string): SiteView | null {
  try {
    return siteView(row, lang);
  } catch (error) {
    if (!(error instanceof MisplacedLanguage)) throw error;
    return error.isDefault ? siteView(row, null) : null;
  }
}

/** To the image as it is by now. It may change again. */
const movedTo = (path: string): Response =>
  new Response(null, { status: 302, headers: { location: path, "cache-control": "no-store" } });

const refusal = (status: 404 | 410 | 503, text: string, headers: Record<string, string> = {}): Response =>
  new Response(`${text}\n`, { status, headers: { ...headers, "cache-control": "no-store" } });
