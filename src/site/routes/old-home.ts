// Old addresses of the home page's own path, such as `/?p=123`. The home page stands there, so they are looked for only where
// there are any.

import { oldAddressesAskedFor } from "../../content/old-addresses";
import { hasQueryRedirects, redirectFrom } from "../../db/redirects";
import { siteAndVersion } from "../../db/site";
import { REDIRECTS } from "../../pages/tags";
import { siteView } from "../site-view";
import { redirectTo, renderingOf, type Visit } from "../visit";

const YES = "yes";

/** Whether a home page's path has old addresses: a page that only `hasOldHomes` reads, kept as all pages are. */
export async function renderOldHomes(visit: Visit) {
  const [[row], [old]] = await visit.db.batch([siteAndVersion(visit.db), hasQueryRedirects(visit.db, visit.path)]);
  const body = old?.found === 1 ? YES : "no";
  return renderingOf(visit, siteView(row, null), { headers: {}, body, tags: [REDIRECTS], keep: "head" });
}

export const saysYes = (plain: Uint8Array): boolean => new TextDecoder().decode(plain) === YES;

/** The redirect that a query asks for; 404, which is never kept, where there is none. */
export async function renderOldHome(visit: Visit) {
  const { db, path, search } = visit;
  const asked = oldAddressesAskedFor(path, search).filter((address) => address !== path);
  const [[row], [redirect]] = await db.batch([siteAndVersion(db), redirectFrom(db, asked, path)]);
  const site = siteView(row, null);
  if (redirect !== undefined) return redirectTo(visit, site, { path: redirect.to, tags: [REDIRECTS] });
  return renderingOf(visit, site, { status: 404, headers: {}, body: "", keep: "no" });
}
