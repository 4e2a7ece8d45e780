// /favicon.svg: the first character of the site's name.

import { siteAndVersion } from "../../db/site";
import { faviconFor } from "../../look/favicon";
import { CLOSED_POLICY } from "../../look/security";
import { siteView } from "../site-view";
import { renderingOf, type Visit } from "../visit";

export async function renderFavicon(visit: Visit) {
  const [row] = await siteAndVersion(visit.db);
  const site = siteView(row, null);
  const headers = {
    "content-type": "image/svg+xml",
    "content-security-policy": `${CLOSED_POLICY}; style-src 'unsafe-inline'`,
  };
  return renderingOf(visit, site, { headers, body: faviconFor(site.text(site.settings.name)), keep: "head" });
}
