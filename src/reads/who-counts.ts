// Whose reads count (R9): a policy over what a request says of itself. Everybody is told the total.

import { isbot } from "isbot";

export type ReaderVerdict = "counts" | "head" | "preview" | "signed_in" | "other_site" | "prefetch" | "bot";

export interface Reader {
  method: string;
  headers: Headers;
  /** Has an editor's session. */
  signedIn: boolean;
  /** Looks at a preview of the article. */
  preview: boolean;
}

/** Whether a request is a reader's, or why it is not. The flood limit comes after it: only readers use it up. */
export function judgeReader({ method, headers, signedIn, preview }: Reader): ReaderVerdict {
  if (method === "HEAD") return "head";
  if (preview) return "preview";
  if (signedIn) return "signed_in";
  // Older browsers and plain HTTP leave it out. `none` is an address typed or opened by hand: no page of ours was shown.
  const site = headers.get("Sec-Fetch-Site");
  if (site !== null && site !== "same-origin") return "other_site";
  if (headers.get("Sec-Purpose")?.startsWith("prefetch")) return "prefetch";
  const userAgent = headers.get("User-Agent");
  if (!userAgent || isbot(userAgent)) return "bot";
  return "counts";
}

/** What the flood limit counts by. */
export function floodKey(articleId: number, headers: Headers): string {
  return `${articleId}:${headers.get("CF-Connecting-IP") ?? ""}`;
}
