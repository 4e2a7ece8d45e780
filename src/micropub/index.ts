// Micropub, the W3C's standard for apps that post to a site (https://www.w3.org/TR/micropub/): which request does what.

import { Hono } from "hono";
import type { ApiEnv } from "../api/context";
import { MICROPUB } from "../content/addresses";
import { PART_TIMEOUT_MS, within } from "../db/within";
import { MEDIA_ENDPOINT, type MicropubContext } from "./context";
import { letIn, type Needed } from "./entry";
import { errorResponse, type Read, unforeseen } from "./errors";
import { postFile } from "./media-endpoint";
import { answerQuery } from "./query";
import { type Body, readBody } from "./read-body";
import { formToken, type MicropubRequest, readRequest } from "./read-request";
import { createPost, deletePost, undeletePost, updatePost } from "./write-posts";

export const micropub = new Hono<ApiEnv>();

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

/** Since the token may stand in the body, that is read first; but nobody learns what is wrong with it without a token. */
async function answerPost<Asked>(c: MicropubContext, { read, needs, answer }: Call<Asked>): Promise<Response> {
  const body = await readBody(c.req.raw);
  const token: Read<string | null> = body.ok ? formToken(body.value) : { ok: true, value: null };
  if (!token.ok) return token.response;
  const asked = body.ok ? read(body.value) : body;
  const refused = await letIn(c, token.value, asked.ok ? needs(asked.value) : NEEDS.media);
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
