// Creates, updates, deletes and undeletes posts, by the commands that every door uses.

import { includes } from "../access/scopes";
import { openDatabase } from "../db/client";
import { revisionFieldsSchema, revisionOf } from "../db/revisions";
import { deskOf } from "../http/context";
import { changeArticle, publishArticle, withdrawArticle } from "../publishing/articles";
import type { Done } from "../publishing/desk";
import type { Outcome } from "../publishing/failure";
import type { ArticleChange } from "../publishing/input";
import { checkRight } from "../publishing/rights";
import { applyChanges, touchedBy } from "./changes";
import { hereAndNow, type MicropubContext } from "./context";
import { failureResponse, type Read, unknownPost } from "./errors";
import { knownPropertiesSchema } from "./known-properties";
import { findPost, type Post, readPlace } from "./posts";
import { type Changes, check, type Properties } from "./read-request";
import { propertiesOf, urlOf } from "./source";
import { type Place, toArticle, toChange } from "./to-article";
import { storeUploads } from "./uploads";

/** 201, and where the post is, or will be once it is no draft. Of who may only write drafts, one that doesn't say what it is is a draft. */
export async function createPost(c: MicropubContext, properties: Properties): Promise<Response> {
  const isDraft = properties["post-status"] === undefined && !includes(c.get("principal").scope, "publish");
  const known = check(isDraft ? { ...properties, "post-status": ["draft"] } : properties, knownPropertiesSchema);
  if (!known.ok) return known.response;
  const place = await readPlace(c.env.DB, hereAndNow(c));
  // What can be told to be wrong, or is not allowed, is told before any file is stored.
  const possible = toArticle(known.value, place);
  if (!possible.ok) return possible.response;
  const after = possible.value.status === "draft" ? "draft" : "live";
  const right = checkRight(deskOf(c), { target: null, after });
  if (!right.ok) return failureResponse(right.failure);
  const stored = await storeUploads(c, known.value);
  if (!stored.ok) return stored.response;
  const article = toArticle(stored.value, place);
  if (!article.ok) return article.response;
  // A title may be made of the time, and is known again by it.
  const outcome = await publishArticle({ ...deskOf(c), now: place.now }, article.value);
  return outcome.ok ? at(urlOf(outcome.article, place)) : failureResponse(outcome.failure);
}

/** 204; or 201 with the new URL where the update gave the post another one. */
export const updatePost = (c: MicropubContext, url: string, changes: Changes): Promise<Response> =>
  rewrite(c, url, ({ article, place }) => {
    const after = check(applyChanges(propertiesOf(article, place), changes), knownPropertiesSchema);
    return after.ok ? toChange(after.value, touchedBy(changes), place) : after;
  });

/** 204; a post that is deleted stays so. */
export async function deletePost(c: MicropubContext, url: string): Promise<Response> {
  const post = await findPost(c.env.DB, url, hereAndNow(c));
  if (post === null) return unknownPost();
  const outcome = await withdrawArticle(deskOf(c), { id: post.article.id, ifVersions: null });
  return outcome.ok ? noContent() : failureResponse(outcome.failure);
}

/** Makes a deleted post what it was: a draft, planned, or to be seen. One that is not deleted stays as it is. */
export const undeletePost = (c: MicropubContext, url: string): Promise<Response> =>
  rewrite(c, url, async ({ article, place }) => {
    if (article.state !== "withdrawn") return { ok: true, value: null };
    const { id, version, publishedAt } = article;
    const [before] = await revisionOf(openDatabase(c.env.DB), { articleId: id, version: version - 1 });
    const wasDraft = before !== undefined && revisionFieldsSchema.parse(before.fields).state === "draft";
    const isAhead = publishedAt !== null && publishedAt > place.now;
    return { ok: true, value: { status: wasDraft ? "draft" : isAhead ? "scheduled" : "published" } };
  });

/** So many may change the post between its reading and its writing, each time: then it is said to be contended. */
const ATTEMPTS = 10;

/** Reads a post, and writes what `changeOf` makes of it (null: nothing) if it still is as it was read; else again. */
async function rewrite(
  c: MicropubContext,
  url: string,
  changeOf: (post: Post) => Read<ArticleChange | null> | Promise<Read<ArticleChange | null>>,
): Promise<Response> {
  let outcome: Outcome<Done> | null = null;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const post = await findPost(c.env.DB.withSession("first-primary"), url, hereAndNow(c));
    if (post === null) return unknownPost();
    const change = await changeOf(post);
    if (!change.ok) return change.response;
    if (change.value === null || Object.keys(change.value).length === 0) return noContent();
    const { article, place } = post;
    outcome = await changeArticle(deskOf(c), { id: article.id, ifVersions: [article.version] }, change.value);
    if (outcome.ok) return movedOrNot(article, outcome, place);
    if (outcome.failure.reason !== "edited_meanwhile") break;
  }
  return failureResponse(outcome !== null && !outcome.ok ? outcome.failure : { reason: "contended" });
}

function movedOrNot(before: Post["article"], { article }: Done, place: Place): Response {
  const url = urlOf(article, place);
  return url === urlOf(before, place) ? noContent() : at(url);
}

const at = (url: string): Response =>
  new Response(null, { status: 201, headers: { location: url, "cache-control": "no-store" } });

const noContent = (): Response => new Response(null, { status: 204, headers: { "cache-control": "no-store" } });
