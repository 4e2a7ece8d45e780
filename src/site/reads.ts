// /reads/{id}: counts a read, or tells the total.

import { type Context, Hono } from "hono";
import { isWithinLimit } from "../access/rate-limit";
import { type Env, originOf } from "../env";
import { type CountOutcome, type Deliveries, deliveries as isolateDeliveries } from "../reads/deliveries";
import { parseHost } from "../reads/hosts";
import { readTotal } from "../reads/total";
import { floodKey, judgeReader } from "../reads/who-counts";

export interface ReadsRoutesOptions {
  /** This site's guid, the first part of its counters' names (R5). */
  siteGuid: (env: Env) => Promise<string>;
  /** Who is asking; absent: nobody is signed in, and nothing is a preview. */
  visitorOf?: (request: Request, env: Env) => Promise<{ signedIn: boolean; preview: boolean }>;
  deliveries?: Deliveries;
}

type ReadsEnv = { Bindings: Env };
type ReadsContext = Context<ReadsEnv>;
type ReadAnswer = Exclude<CountOutcome, { outcome: "counted" }> | { outcome: "told"; answer: TotalAnswer };
interface TotalAnswer {
  id: number;
  reads: number | null;
  counted?: boolean | "queued";
}

const RETRY_AFTER_SECONDS = 5;

/** A transparent GIF of one pixel. */
const PIXEL = Uint8Array.fromBase64("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAICRAEAOw==");

/** The routes below `/reads/`, for the root of the site. No answer of theirs is ever stored. */
export function createReadsRoutes({
  siteGuid,
  visitorOf = nobody,
  deliveries = isolateDeliveries,
}: ReadsRoutesOptions) {
  const routes = new Hono<ReadsEnv>();

  routes.use("/reads/*", async function neverStored(c, next) {
    await next();
    c.header("Cache-Control", "no-store");
  });

  routes.get("/reads/:file{[^/]+\\.gif}", async (c) => {
    const read = await count(c, c.req.param("file").slice(0, -".gif".length));
    return read.outcome === "told" ? c.body(PIXEL, 200, { "Content-Type": "image/gif" }) : problem(c, read.outcome);
  });
  routes.all("/reads/:file{[^/]+\\.gif}", (c) => problem(c, "method_not_allowed", { Allow: "GET, HEAD" }));

  routes.post("/reads/:id", async (c) => {
    const read = await count(c, c.req.param("id"), parseHost(c.req.query("from"), ownHosts(c)));
    if (read.outcome !== "told") return problem(c, read.outcome);
    return c.json(read.answer, read.answer.counted === "queued" ? 202 : 200);
  });
  routes.get("/reads/:id", async (c) => {
    const id = parseId(c.req.param("id"));
    const read = id === null ? { outcome: "unknown" as const } : await tell(c, id);
    return read.outcome === "told" ? c.json(read.answer) : problem(c, read.outcome);
  });
  routes.all("/reads/:id", (c) => problem(c, "method_not_allowed", { Allow: "GET, HEAD, POST" }));

  async function count(c: ReadsContext, param: string, host: string | null = null): Promise<ReadAnswer> {
    const id = parseId(param);
    if (id === null) return { outcome: "unknown" };
    if (!(await mayCount(c, id))) return tell(c, id, { counted: false });
    const guid = await guidOrNull(c.env);
    if (guid === null) return { outcome: "down" };
    const waitUntil = (work: Promise<unknown>) => c.executionCtx.waitUntil(work);
    const read = await deliveries.countRead({ env: c.env, siteGuid: guid, articleId: id, host, waitUntil });
    if (read.outcome !== "counted") return read;
    return { outcome: "told", answer: { id, reads: read.reads, counted: read.counted } };
  }

  /** Whether this request's read counts (R9). */
  async function mayCount(c: ReadsContext, id: number): Promise<boolean> {
    const { method, raw } = c.req;
    if (judgeReader({ method, headers: raw.headers, ...(await visitorOf(raw, c.env)) }) !== "counts") return false;
    return isWithinLimit(c.env.READ_LIMIT, floodKey(id, raw.headers));
  }

  async function tell(c: ReadsContext, id: number, more: { counted?: false } = {}): Promise<ReadAnswer> {
    const guid = await guidOrNull(c.env);
    if (guid === null) return { outcome: "down" };
    const total = await readTotal(c.env, { siteGuid: guid, articleId: id });
    return total.outcome === "known" ? { outcome: "told", answer: { id, reads: total.reads, ...more } } : total;
  }

  /** Null when D1 is down and this isolate has not learnt the guid: then no counter can be named. */
  async function guidOrNull(env: Env): Promise<string | null> {
    return siteGuid(env).catch((cause) => {
      console.warn("reads: the site's guid is not known", cause);
      return null;
    });
  }

  return routes;
}

async function nobody() {
  return { signedIn: false, preview: false };
}

/** The hosts that are this site's: as it is asked for, and as it is known to the public. */
function ownHosts({ env, req }: ReadsContext): string[] {
  const own = [req.url, originOf(env, req.raw)].map((url) => URL.parse(url)?.hostname);
  return own.filter((host) => host !== undefined);
}

function parseId(param: string): number | null {
  return /^[1-9]\d{0,14}$/.test(param) ? Number(param) : null;
}

const PROBLEMS = {
  unknown: { status: 404, name: "not-found", title: "No such article" },
  method_not_allowed: { status: 405, name: "method-not-allowed", title: "Method not allowed" },
  down: { status: 503, name: "unavailable", title: "Reads cannot be counted at the moment" },
} as const;

function problem(c: ReadsContext, reason: keyof typeof PROBLEMS, headers: Record<string, string> = {}): Response {
  const { status, name, title } = PROBLEMS[reason];
  const retry = reason === "down" ? { "Retry-After": String(RETRY_AFTER_SECONDS) } : {};
  const body = JSON.stringify({ type: `/problems/${name}`, title, status });
  return c.body(body, status, { "Content-Type": "application/problem+json", ...retry, ...headers });
}
