// From a served page to a response: validators and encodings (RFC 9110), and what the cache did (RFC 9211).

import type { Page } from "./page";
import { answerStopped, evaluatePreconditions } from "./preconditions";
import type { Served } from "./serve";
import type { LedgerView } from "./view";
import { weightsOf } from "./weights";

export type ServedPage = Exclude<Served, { outcome: "unavailable" }>;

/**
 * The response to a GET or HEAD. A browser asks again each time; the usual answer is a 304 of no bytes. `Range` is ignored,
 * as RFC 9110 §14.2 lets us: a page is small, and its weak ETag could not join parts anyway (§13.1.5).
 */
export function respond(request: Request, served: ServedPage, view: LedgerView | null): Response {
  const { page } = served;
  const { status, etag } = page.header;
  const headers = new Headers(page.header.headers);
  headers.set("cache-control", isKept(served) ? "public, max-age=0, must-revalidate" : "no-store");
  headers.set("cache-status", cacheStatus(served, view));
  headers.append("vary", "Accept-Encoding");
  // Only a 200 has a validator, and preconditions that matter (§13.2.1).
  if (status !== 200) return withBody(request, page, headers);
  headers.set("etag", etag);
  const verdict = evaluatePreconditions(request.headers, etag);
  return verdict === "perform" ? withBody(request, page, headers) : answerStopped(verdict, headers);
}

const isKept = ({ page }: ServedPage): boolean => page.header.status === 200 || page.header.status === 301;

function withBody(request: Request, page: Page, headers: Headers): Response {
  const { status } = page.header;
  const takesGzip = acceptsGzip(acceptEncodingOf(request)) && page.plain.length > 0;
  const bytes = takesGzip ? page.gzip : page.plain;
  if (takesGzip) headers.set("content-encoding", "gzip");
  if (request.method === "HEAD") {
    headers.set("content-length", String(bytes.length));
    return new Response(null, { status, headers, encodeBody: "manual" });
  }
  return new Response(bytes, { status, headers, encodeBody: "manual" });
}

/** What the client itself sent: the platform puts a wish of its own into the header, and the client's here. */
const acceptEncodingOf = ({ cf, headers }: Request): string | null =>
  typeof cf?.clientAcceptEncoding === "string" ? cf.clientAcceptEncoding : headers.get("accept-encoding");

/**
 * Whether `Accept-Encoding` takes gzip: by its name, its old name `x-gzip` or `*`, with a weight above 0, and not below
 * that of `identity` where the two are weighed (RFC 9110 §12.5.3, §8.4.1.3).
 */
function acceptsGzip(acceptEncoding: string | null): boolean {
  const weights = weightsOf(acceptEncoding);
  const gzip = weights.get("gzip") ?? weights.get("x-gzip") ?? weights.get("*") ?? 0;
  return gzip > 0 && gzip >= (weights.get("identity") ?? 0);
}

function cacheStatus(served: ServedPage, view: LedgerView | null): string {
  const versions = `page=${served.page.header.version}; view=${view?.head ?? 0}`;
  if (served.outcome === "hit") return `edgewise; hit; detail=${served.from}; ${versions}`;
  if (served.outcome === "bypassed") return `edgewise; fwd=bypass; ${versions}`;
  return `edgewise; fwd=miss${served.stored ? "; stored" : ""}; ${versions}`;
}
