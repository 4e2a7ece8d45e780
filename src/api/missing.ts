// What is answered to an address that is no call's.

import type { ApiContext } from "./context";
import { problem } from "./problem";

/** 308 to the call that is meant, which keeps method and body, where only slashes at the end are too many; else 404. */
export function answerMissing(c: ApiContext, paths: readonly string[]): Response {
  const { pathname, search } = new URL(c.req.url);
  const meant = pathname.replace(/\/+$/, "");
  if (meant === pathname || !paths.some((path) => isAt(path, meant))) {
    return problem("not-found", { detail: "No call has this address. All calls are at /api/docs." });
  }
  return new Response(`The address is ${meant}, without a slash at its end.\n`, {
    status: 308,
    headers: { location: meant + search, "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" },
  });
}

/** Whether an address is one of a path such as `/articles/:id`. */
const isAt = (path: string, address: string): boolean =>
  new RegExp(`^/api${path.replaceAll(".", "\\.").replace(/:\w+/g, "[^/]+")}$`).test(address);
