// From a page's content to a rendering: the document around it, and the headers that go with HTML.

import type { Child } from "hono/jsx";
import { APP_LINKS } from "../content/addresses";
import { renderPage } from "../look/render-page";
import { beaconScript } from "../look/scripts";
import { pageSecurityPolicy } from "../look/security";
import type { Rendering } from "../pages/render";
import { Document } from "./pages/document";
import type { SiteView } from "./site-view";
import type { Head, Shell } from "./views";
import { renderingOf, type Visit } from "./visit";

export interface HtmlPage {
  status?: number;
  shell: Shell;
  head: Omit<Head, "alternates"> & { alternates?: Head["alternates"] };
  content: Child;
  /** What goes with this page alone. */
  headers?: Record<string, string>;
  /** Whether the page counts a read when it is shown. */
  counts?: boolean;
  tags?: readonly string[];
  until?: number | null;
  keep: Rendering["keep"];
}

export async function htmlRendering(visit: Visit, site: SiteView, page: HtmlPage): Promise<Rendering> {
  const { status = 200, shell, head, content, counts = false, tags = [], until = null, keep } = page;
  const body = renderPage(
    <Document
      shell={shell}
      head={{ alternates: [], ...head }}
      words={site.words}
      script={counts ? beaconScript : undefined}
    >
      {content}
    </Document>,
  );
  const headers = {
    "content-type": "text/html; charset=utf-8",
    "content-language": site.lang,
    // As the page's head has them, for apps that send a HEAD.
    link: APP_LINKS.map(({ rel, href }) => `<${href}>; rel="${rel}"`).join(", "),
    "content-security-policy": await pageSecurityPolicy(site.settings),
    ...page.headers,
  };
  return renderingOf(visit, site, { status, headers, body, tags, until, keep });
}
