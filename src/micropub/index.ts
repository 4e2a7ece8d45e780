// Micropub, the W3C's standard for apps that post to a site (https://www.w3.org/TR/micropub/): which request does what.

import { Hono } from "hono";
import { bearerToken } from "../access/bearer";
import { MICROPUB } from "../content/addresses";
import { PART_TIMEOUT_MS, within } from "../db/within";
import { MAX_REQUEST_BYTES } from "../http/body";
import type { BearerEnv } from "../http/context";
import { MEDIA_ENDPOINT, type MicropubContext } from "./context";
import { inBothPlaces, letIn, type Needed } from "./entry";
import { errorResponse, type Read, unforeseen } from "./errors";
import { postFile } from "./media-endpoint";
import { answerQuery } from "./query";
import { type Body, isMultipart, MAX_FORM_BYTES, readBody } from "./read-body";
import { formToken, type MicropubRequest, readRequest } from "./read-request";
import { createPost, deletePost, undeletePost, updatePost } from "./write-posts";

export const micropub = new Hono<BearerEnv>();

micropub.onError(unforeseen);
micropub.get(MICROPUB, (c) => within(PART_TIMEOUT_MS, answerGet(c)));
micropub.post(MICROPUB, (c) => answerPost(c, { read: readRequest, needs: needsOf, answer: carryOut }));
micropub.post(MEDIA_ENDPOINT, (c) =>
  answerPost(c, { read: (body) => ({ ok: true, value: body }), needs: () => NEEDS.media, answer: postFile }),
);
micropub.all(MICROPUB, () => methodNotAllowed("GET, HEAD, POST"));
micropub.all(MEDIA_ENDPOINT, () => methodNotAllowed("POST"));

/** At least: whether somebody may do it to this post is the commands' to say. */
const NEEDS = {
  query: { scope: "read", called: "read" },
  create: { scope: "write", called: "create" },
  update: { scope: "write", called: "update" },
  delete: { scope: "publish", called: "delete" },
  undelete: { scope: "write", called: "undelete" },
  media: { scope: "write", called: "media" },
} as const satisfies Record<string, Needed>;

const needsOf = ({ action }: MicropubRequest): Needed => NEEDS[action];

async function answerGet(c: MicropubContext): Promise<Response> {
  return (await letIn(c, null, NEEDS.query)) ?? answerQuery(c);
}

interface Call<Asked> {
  read: (body: Body) => Read<Asked>;
  needs: (asked: Asked) => Needed;
  answer: (c: MicropubContext, asked: Asked) => Promise<Response>;
}

/**
 * Since the token may stand in the body, that is read first; but nobody learns what is wrong with it without a token. A form with files
 * may be large, and is in memory as a whole: only who has shown a token in the header may send it.
 */
async function answerPost<Asked>(c: MicropubContext, { read, needs, answer }: Call<Asked>): Promise<Response> {
  const isKnown = isMultipart(c.req.raw) && bearerToken(c.req.raw) !== null;
  // All that such a form can ask for needs this at least; whether it may do more is the commands' to say.
  const stranger = isKnown ? await letIn(c, null, NEEDS.media) : null;
  if (stranger !== null) return stranger;
  const body = await readBody(c.req.raw, isKnown ? MAX_FORM_BYTES : MAX_REQUEST_BYTES);
  const token: Read<string | null> = body.ok ? formToken(body.value) : { ok: true, value: null };
  if (!token.ok) return token.response;
  if (isKnown && token.value !== null) return inBothPlaces();
  const asked = body.ok ? read(body.value) : body;
  const refused = isKnown ? null : await letIn(c, token.value, asked.ok ? needs(asked.value) : NEEDS.media);
  if (refused !== null) return refused;
  return asked.ok ? answer(c, asked.value) : asked.response;
}

function carryOut(c: MicropubContext, asked: MicropubRequest): Promise<Response> {
  switch (asked.action) {
    case "create":
      return createPost(c, asked.properties);
    case "update":
      return updatePost(c, asked.url, asked.changes);
    case "delete":
      return deletePost(c, asked.url);
    case "undelete":
      return undeletePost(c, asked.url);
  }
}

const methodNotAllowed = (allow: string): Response =>
  errorResponse("method_not_allowed", `Use one of: ${allow}.`, { headers: { allow } });
