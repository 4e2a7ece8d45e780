// The security headers of every answer. Inline style and scripts are constants, admitted by their hashes.

import { type AllowedHosts, DEFAULT_HOSTS, sourcesOn } from "../content/hosts";
import { sha256 } from "../encoding/sha256";
import { css } from "./css";
import { beaconScript, speculationRules } from "./scripts";

/** On every answer, whatever it is. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "strict-origin-when-cross-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
  "cross-origin-opener-policy": "same-origin",
};

/** For answers that are not pages: nothing may run or load. */
export const CLOSED_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

// The hashes never change while the isolate lives; computed at the first page, since global scope may not.
let pageSources: string | null = null;

/** What a page may load: its own inline style and scripts, the reads it counts, and what the settings let it show of others. */
export async function pageSecurityPolicy(hosts: AllowedHosts = DEFAULT_HOSTS): Promise<string> {
  pageSources ??= await inlineSources(css, [beaconScript, speculationRules]);
  return policy(pageSources, hosts);
}

/** A policy that lets this style and these scripts run, images and recordings load, and the page speak to its own site. */
export const inlinePolicy = async (style: string, scripts: readonly string[]): Promise<string> =>
  policy(await inlineSources(style, scripts), DEFAULT_HOSTS);

async function inlineSources(style: string, scripts: readonly string[]): Promise<string> {
  const [styleSource, ...scriptSources] = await Promise.all([style, ...scripts].map(hashSource));
  return `style-src ${styleSource}; script-src ${scriptSources.join(" ")}`;
}

function policy(inline: string, { embeds, media }: AllowedHosts): string {
  const mediaSources = ["'self'", ...(media.hosts === null ? ["https:"] : sourcesOn(media.hosts))].join(" ");
  return [
    "default-src 'none'",
    inline,
    `img-src ${mediaSources} data:`,
    `media-src ${mediaSources}`,
    ...(embeds.hosts.length > 0 ? [`frame-src ${sourcesOn(embeds.hosts).join(" ")}`] : []),
    "connect-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join("; ");
}

/** A CSP source that admits one inline text (CSP 3 §2.3.1). */
const hashSource = async (text: string): Promise<string> => `'sha256-${(await sha256(text)).toBase64()}'`;
