// /api/session: marks this browser as an editor's, whose reads don't count, and takes the mark away.

import { markEditor, unmarkEditor } from "../access/editor-cookie";
import { json } from "../http/json";
import type { Handler } from "./context";
import { problem } from "./problem";

/** Sets the cookie, and says until when it holds. */
export const postSession: Handler = async (c) => {
  const mark = await markEditor(c.env, c.req.raw, Date.now());
  // Nobody is let in where there is no key to sign it with.
  if (mark === null) return problem("unavailable");
  return json({ editor: true, until: new Date(mark.until).toISOString() }, 200, { "set-cookie": mark.cookie });
};

/** Needs no token, since a mark may outlive the token that set it. */
export const deleteSession: Handler = async (c) =>
  json({ editor: false, until: null }, 200, { "set-cookie": unmarkEditor(c.req.raw) });
