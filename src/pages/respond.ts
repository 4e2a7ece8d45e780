// From a served page to a response: validators (RFC 9110), encodings, and what the cache did (RFC 9211).

import type { Page } from "./page";
import type { Served } from "./serve";
import type { LedgerView } from "./view";

type ServedPage = Exclude<Served, { outcome: "unavailable" }>;

/** The response to a GET or HEAD. A browser asks again each time; the usual answer is a 304 of no bytes. */
export function respond(request: Request, served: ServedPage, view: LedgerView | null): Response {
  const { page } = served;
  const { status, etag } = page.header;
  const headers = new Headers(page.header.headers);
  headers.set("cache-control", isKept(served) ? "public, max-age=0, must-revalidate" : "no-store");
  headers.set("cache-status", cacheStatus(served, view));
  headers.append("vary", "Accept-Encoding");
  if (!isKept(served)) return withBody(request, page, headers);
  headers.set("etag", etag);
  if (status === 200 && matchesEtag(request.headers.get("if-none-match"), etag)) {
    headers.delete("content-type");
    return new Response(null, { status: 304, headers });
  }
  return withBody(request, page, headers);
}

const isKept = ({ page }: ServedPage): boolean => page.header.status === 200 || page.header.status === 301;

function withBody(request: Request, page: Page, headers: Headers): Response {
  const { status } = page.header;
  const takesGzip = acceptsGzip(request.headers.get("accept-encoding")) && page.plain.length > 0;
  const bytes = takesGzip ? page.gzip : page.plain;
  if (takesGzip) headers.set("content-encoding", "gzip");
  if (request.method === "HEAD") {
    headers.set("content-length", String(bytes.length));
    return new Response(null, { status, headers, encodeBody: "manual" });
  }
  return new Response(bytes, { status, headers, encodeBody: "manual" });
}

/** `If-None-Match`: a list of tags or `*`, compared weakly (RFC 9110 §13.1.2). */
export function matchesEtag(ifNoneMatch: string | null, etag: string): boolean {
  if (ifNoneMatch === null) return false;
  if (ifNoneMatch.trim() === "*") return true;
  const opaque = etag.replace(/^W\//, "");
  return (ifNoneMatch.match(/(?:W\/)?"[^"]*"/g) ?? []).some((candidate) => candidate.replace(/^W\//, "") === opaque);
}

/** Whether `Accept-Encoding` takes gzip: named or by `*`, and not with a weight of 0 (RFC 9110 §12.5.3). */
function acceptsGzip(acceptEncoding: string | null): boolean {
  const weights = new Map<string, number>();
  for (const item of (acceptEncoding ?? "").toLowerCase().split(",")) {
    const [coding = "", ...parameters] = item.split(";").map((part) => part.trim());
    const weight = parameters.find((parameter) => parameter.startsWith("q="));
    weights.set(coding, weight === undefined ? 1 : Number.parseFloat(weight.slice(2)));
  }
  return (weights.get("gzip") ?? weights.get("*") ?? 0) > 0;
}

function cacheStatus(served: ServedPage, view: LedgerView | null): string {
  const versions = `page=${served.page.header.version}; view=${view?.head ?? 0}`;
  if (served.outcome === "hit") return `edgewise; hit; detail=${served.from}; ${versions}`;
  if (served.outcome === "bypassed") return `edgewise; fwd=bypass; ${versions}`;
  return `edgewise; fwd=miss${served.stored ? "; stored" : ""}; ${versions}`;
}
