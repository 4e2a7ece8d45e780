// Which other sites' parts a text may show: by their hosts, as the site's settings list them.

export interface AllowedHosts {
  /** Of players in frames. */
  embeds: { hosts: readonly string[] };
  /** Of pictures and recordings; null: any. */
  media: { hosts: readonly string[] | null };
}

/** As long as the settings say nothing: nobody's frames, anybody's pictures. */
export const DEFAULT_HOSTS: AllowedHosts = { embeds: { hosts: [] }, media: { hosts: null } };

/** Stands for the site's own where that isn't known. */
const UNKNOWN_ORIGIN = "https://site.invalid";

const LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
const HOST = new RegExp(`^(?:\\*\\.)?(?:${LABEL}\\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$`);

/** `player.example.com`, or `*.example.com` for all that lie below it; as addresses have it, in ASCII. */
export const isHostPattern = (text: string): boolean => text.length <= 253 && HOST.test(text);

/** What tells an `https:` address on one of these hosts, as `URL` writes addresses. */
export function addressOn(hosts: readonly string[]): RegExp {
  const each = hosts.map((host) => host.replaceAll(".", "\\.").replace(/^\*/, "[a-z0-9.-]+"));
  return hosts.length === 0 ? /(?!)/ : new RegExp(`^https://(?:${each.join("|")})(?:[/?#]|$)`);
}

/** The same, as sources of a content security policy (CSP 3 §2.3.1). */
export const sourcesOn = (hosts: readonly string[]): string[] => hosts.map((host) => `https://${host}`);

/** Where an address leads on the web, read as browsers do; null for one that leads elsewhere. */
export function webAddress(written: unknown, siteOrigin: string | null): URL | null {
  const url =
    typeof written === "string" && written.trim() !== "" ? URL.parse(written, siteOrigin ?? UNKNOWN_ORIGIN) : null;
  return url !== null && /^https?:$/.test(url.protocol) ? url : null;
}

/** The same for one that leaves the site; null for one that stays. */
export function foreignAddress(written: unknown, siteOrigin: string | null): URL | null {
  const url = webAddress(written, siteOrigin);
  return url?.origin === (siteOrigin ?? UNKNOWN_ORIGIN) ? null : url;
}
