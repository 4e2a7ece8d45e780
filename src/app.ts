// Puts the doors together: the editors' API and web editor, writing apps, reads and files, and the pages that visitors open.

import { Hono } from "hono";
import { isEditor } from "./access/editor-cookie";
import { admin } from "./admin";
import { api } from "./api";
import { problems } from "./api/docs";
import { problem } from "./api/problem";
import { isPlatformFailure } from "./db/platform-failure";
import type { Env } from "./env";
import { indieauth } from "./indieauth";
import { CLOSED_POLICY, SECURITY_HEADERS } from "./look/security";
import { micropub } from "./micropub";
import { pageServer } from "./pages/isolate";
import { site } from "./site";
import { media } from "./site/media";
import { preview } from "./site/preview";
import { createReadsRoutes } from "./site/reads";
import { share } from "./site/share";

export const app = new Hono<{ Bindings: Env }>();

app.use(async function securityHeaders(c, next) {
  await next();
  const { headers } = c.res;
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) headers.set(name, value);
  if (!headers.has("content-security-policy")) headers.set("content-security-policy", CLOSED_POLICY);
  if (new URL(c.req.url).protocol === "https:") headers.set("strict-transport-security", "max-age=31536000");
});

app.route("/api", api);
app.route("/problems", problems);
app.route("/", admin);
app.route("/", micropub);
app.route("/", indieauth);
app.route(
  "/",
  createReadsRoutes({
    siteGuid: (env) => pageServer.ledger.siteGuid(env.DB, Date.now),
    visitorOf: async (request, env) => ({ signedIn: await isEditor(env, request, Date.now()), preview: false }),
  }),
);
app.route("/", media);
app.route("/", share);
app.route("/", preview);
app.route("/", site);

app.onError((error) => {
  console.error({ message: "a request failed", error: String(error), stack: error.stack });
  return isPlatformFailure(error) ? problem("unavailable", { headers: { "retry-after": "5" } }) : problem("internal");
});
