// The page on which somebody lets an app in, or sees why there is nothing to let in. It needs no script.

import type { Child } from "hono/jsx";
import { AUTHORIZE } from "../content/addresses";
import { renderPage } from "../look/render-page";
import { inlinePolicy } from "../look/security";
import { UnlistedHead, unlistedHeaders } from "../look/unlisted-page";
import type { AuthorizationRequest } from "./authorization-request";
import { consentCss } from "./consent-css";
import { isKnownScope } from "./scopes";
import type { ConsentWords } from "./words";

interface Page {
  words: ConsentWords;
  /** The site's name, and its origin. */
  site: { name: string; origin: string };
}

export interface ConsentView extends Page {
  request: AuthorizationRequest;
  /** Which of what is asked for is ticked. */
  ticked: ReadonlySet<string>;
  /** Where the browser goes when the app is not let in. */
  denyHref: string;
  /** Why the last try failed. */
  alert: string | null;
}

export async function consentResponse(view: ConsentView, status: 200 | 401 | 403 | 429): Promise<Response> {
  // Browsers hold the redirect that follows the form to this as well (CSP 3 §6.4.1).
  return pageResponse(<Consent {...view} />, status, `'self' ${new URL(view.request.redirect_uri).origin}`);
}

/** A request that can't be answered. It isn't sent back: whoever made the link could send browsers anywhere (RFC 9700 §4.11.2). */
export const brokenResponse = (page: Page & { detail: string }): Promise<Response> =>
  pageResponse(<Broken {...page} />, 400, "'none'");

async function pageResponse(
  page: Parameters<typeof renderPage>[0],
  status: number,
  formAction: string,
): Promise<Response> {
  const policy = await inlinePolicy(consentCss, []);
  const body = renderPage(page);
  return new Response(body, {
    status,
    headers: {
      ...unlistedHeaders(policy.replace("form-action 'self'", `form-action ${formAction}`)),
      "cache-control": "no-store",
      vary: "Accept-Language",
    },
  });
}

const Frame = ({ words, site, title, children }: Page & { title: string; children?: Child }) => (
  <html lang={words.lang}>
    <UnlistedHead title={`${title} · ${site.name}`} style={consentCss}>
      <meta name="color-scheme" content="light dark" />
    </UnlistedHead>
    <body>
      <main class="consent">
        <p class="whose">{`${site.name} · ${new URL(site.origin).host}`}</p>
        {children}
      </main>
    </body>
  </html>
);

const Consent = ({ words, site, request, ticked, denyHref, alert }: ConsentView) => {
  const [before, after] = words.asks;
  return (
    <Frame words={words} site={site} title={words.title}>
      <h1>
        {before}
        {new URL(request.client_id).host}
        {after}
      </h1>
      <dl>
        <dt>{words.app}</dt>
        <dd>{request.client_id}</dd>
        <dt>{words.returnsTo}</dt>
        <dd>{request.redirect_uri}</dd>
      </dl>
      {alert !== null && (
        <p class="alert" role="alert">
          {alert}
        </p>
      )}
      <form method="post" action={AUTHORIZE}>
        <Carried request={request} />
        <Scopes words={words} asked={request.scope} ticked={ticked} />
        <label>
          {words.token}
          <input type="password" name="token" autocomplete="off" required aria-describedby="token-hint" />
        </label>
        <small id="token-hint">{words.tokenHint}</small>
        <p class="choice">
          <button type="submit">{words.allow}</button>
          <a href={denyHref}>{words.deny}</a>
        </p>
      </form>
    </Frame>
  );
};

/** What the form sends again, to be checked again. */
const Carried = ({ request }: { request: AuthorizationRequest }) => (
  <>
    {Object.entries({ ...request, scope: request.scope.join(" ") }).map(([name, value]) => (
      <input type="hidden" name={name} value={value} />
    ))}
  </>
);

interface ScopesProps {
  words: ConsentWords;
  asked: readonly string[];
  ticked: ReadonlySet<string>;
}

const Scopes = ({ words, asked, ticked }: ScopesProps) =>
  asked.length === 0 ? (
    <p>{words.onlyWho}</p>
  ) : (
    <fieldset>
      <legend>{words.mayDo}</legend>
      {asked.map((name) => (
        <label>
          <input
            type="checkbox"
            name="grant"
            value={name}
            checked={isKnownScope(name) && ticked.has(name)}
            disabled={!isKnownScope(name)}
          />{" "}
          {isKnownScope(name) ? words.scopes[name] : words.unknownScope} <small>{name}</small>
        </label>
      ))}
      <p>
        <small>{words.steps}</small>
      </p>
      <p>
        <small>{words.life}</small>
      </p>
    </fieldset>
  );

const Broken = ({ words, site, detail }: Page & { detail: string }) => (
  <Frame words={words} site={site} title={words.broken}>
    <h1>{words.broken}</h1>
    <p>{words.brokenHint}</p>
    <p class="alert">{detail}</p>
  </Frame>
);
