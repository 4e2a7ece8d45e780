// What is at an address where the site has nothing: an older site's redirect, or the page that says so (404).

import { isReserved, parsePath } from "../../content/addresses";
import { oldAddressesAskedFor } from "../../content/old-addresses";
import { redirectFrom } from "../../db/redirects";
import { sectionOfSlug } from "../../db/sections";
import { siteAndVersion } from "../../db/site";
import { REDIRECTS } from "../../pages/tags";
import { siteView } from "../site-view";
import { redirectTo, type Visit } from "../visit";
import { errorRendering, suggestionsFor } from "./error";

/** Looks for a redirect in the batch that the page for 404 needs anyway: addresses that are there pay nothing for it. */
export async function renderMissing(visit: Visit) {
  const { db, path, search } = visit;
  const [first = ""] = parsePath(path)?.segments ?? [];
  const [[row], [redirect], [section], ...suggested] = await db.batch([
    siteAndVersion(db),
    redirectFrom(db, oldAddressesAskedFor(path, search), path),
    sectionOfSlug(db, first.toLowerCase()),
    ...suggestionsFor(visit, 404),
  ]);
  const site = siteView(row, visit.lang);
  if (redirect === undefined) return errorRendering(visit, site, { status: 404, suggested });
  const rendering = redirectTo(visit, site, { path: redirect.to, tags: [REDIRECTS] });
  // Kept under its path, so it must depend on nothing else; and an article may come to a section's addresses, a tag's or a
  // short link's, which purges lists that this page is not one of. Elsewhere only the frame, whose tag it has, puts pages.
  const mayChange = redirect.dependsOnQuery === 1 || section !== undefined || isReserved(first);
  return mayChange ? { ...rendering, keep: "no" as const } : rendering;
}
