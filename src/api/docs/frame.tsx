// The document around each page of the description: the site's look, without its content.

import type { Child } from "hono/jsx";
import { css } from "../../look/css";
import { renderPage } from "../../look/render-page";
import { inlinePolicy } from "../../look/security";
import { UnlistedHead, unlistedHeaders } from "../../look/unlisted-page";
import { TAGS } from "../openapi/tags";
import { docsCss } from "./docs-css";
import { tagPath } from "./paths";

interface PageProps {
  title: string;
  /** The path of the page, which its link in the menu is told by. */
  path: string;
  children: Child;
}

const style = css + docsCss;

/** The answer that shows a page. It runs no script and loads nothing. */
export async function pageResponse(page: PageProps, status: 200 | 404 = 200): Promise<Response> {
  return new Response(renderPage(<Page {...page} />), {
    status,
    headers: {
      ...unlistedHeaders(await inlinePolicy(style, [])),
      "cache-control": "no-cache",
    },
  });
}

const MENU = [
  ["Overview", "/api/docs"],
  ...Object.keys(TAGS).map((tag) => [tag, tagPath(tag)]),
  ["Problems", "/problems"],
] as const;

const Page = ({ title, path, children }: PageProps) => (
  <html lang="en">
    <UnlistedHead title={`${title} · Edgewise API`} style={style} />
    <body>
      <a class="skip" href="#main">
        Skip to content
      </a>
      <header class="masthead">
        <div class="nameplate">
          <div class="name">
            <p class="brand">
              <a href="/api/docs">Edgewise API</a>
            </p>
            <p class="tagline">What editors can send, and what they are answered</p>
          </div>
        </div>
        <nav class="menu" aria-label="Pages">
          <ul>
            {MENU.map(([name, href]) => (
              <li>
                <a href={href} aria-current={href === path ? "page" : undefined}>
                  {name}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      </header>
      <main id="main" tabindex={-1} class="docs">
        {children}
      </main>
      <footer class="foot">
        <p>
          <a href="/api/openapi.json">OpenAPI 3.1</a> · <a href="/admin">Web editor</a> · <a href="/">The site</a>
        </p>
      </footer>
    </body>
  </html>
);
