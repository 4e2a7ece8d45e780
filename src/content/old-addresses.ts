// The addresses of an older site: the one spelling that each is kept in, and which of them a visit asks for.
//
// A path is spelt as the site's own are: in lower case, NFC, percent-encoded. One that is percent-encoded in another encoding
// than UTF-8, as many Chinese sites' were in GBK, keeps its bytes. A query is its parameters in order, their names
// in lower case. It is asked for by whoever sends all of its parameters, in any order, whatever else they send: links grow
// tails such as `&from=timeline` on their way through the world.

import { isDoor, langPrefix } from "./addresses";
import { type Address, readAnyAddress } from "./read-address";

/** Each subset of a visit's parameters may be an old address: beyond so many only all of them together are looked for. */
const MAX_PARAMETERS = 8;

/** What advertisers and mailers add to links; no old page depended on it. */
const TRACKING = /^(?:utm_.*|gclid|fbclid|msclkid|bd_vid)$/;

/** What a site of this kind always answers, so that nothing can lead on from there. */
const ALWAYS_THERE: ReadonlySet<Address["kind"]> = new Set([
  ...(["search", "favicon", "robots", "outline"] as const),
  ...(["sitemap-index", "sitemap-pages", "sitemap-news"] as const),
]);

/** What the bytes of another encoding are read as in a query: many old addresses would become one. */
const NO_UTF_8 = "%EF%BF%BD";

export type OldAddress = { ok: true; from: string } | { ok: false; detail: string };

/** An old address, `/path` or `/path?query`, in its one spelling; or why nothing can lead on from it. */
export function readOldAddress(text: string, defaultLang: string): OldAddress {
  const url = urlHere(text);
  if (url === null) return refused("must be a path of this site, with or without a query, such as /article.asp?id=7");
  if (url.hash !== "") return refused("must have no #fragment: browsers keep it to themselves");
  const path = pathHere(url, defaultLang);
  const query = parametersOf(url.search).join("&");
  if (path === null) return refused("must be percent-encoded, or not at all");
  if (query.includes(NO_UTF_8)) return refused("must have a query that is percent-encoded as UTF-8, or not at all");
  const read = readAnyAddress(path);
  if (isDoor(path)) return refused("is an address of the site's own machinery");
  if (read === null || (read.lang === null && isAlwaysThere(read.address, query))) {
    return refused("is always answered by the site itself");
  }
  return { ok: true, from: query === "" ? path : `${path}?${query}` };
}

const refused = (detail: string): OldAddress => ({ ok: false, detail });

const isAlwaysThere = (address: Address, query: string): boolean =>
  ALWAYS_THERE.has(address.kind) ||
  (address.kind === "home" && query === "") ||
  (address.kind === "feed" && address.section === null);

/** A URL of this site by its path; null for anything else, `//host` and, as browsers read it, `/\host` included. */
export function urlHere(text: string): URL | null {
  const url = text.startsWith("/") ? URL.parse(text, "http://site.invalid") : null;
  return url?.host === "site.invalid" ? url : null;
}

/** A path in its one spelling, without the prefix of the site's first language, which leads on; null: its encoding is broken. */
export function pathHere({ pathname }: URL, defaultLang: string): string | null {
  const read = readAnyAddress(pathname);
  if (read === null || read.lang !== defaultLang) return read?.path ?? null;
  return read.path.slice(langPrefix(defaultLang, "").length) || "/";
}

/** The old addresses that a visit asks for, the one with the most parameters first, the path alone last. */
export function oldAddressesAskedFor(path: string, search: string): string[] {
  const parameters = parametersOf(search);
  const subsets = parameters.length > MAX_PARAMETERS ? [[], parameters] : subsetsOf(parameters);
  const ordered = subsets.toSorted((a, b) => b.length - a.length || (a.join("&") < b.join("&") ? -1 : 1));
  return ordered.map((subset) => (subset.length === 0 ? path : `${path}?${subset.join("&")}`));
}

/** Whether a query says anything that an old address may depend on. */
export const hasParameters = (search: string): boolean => parametersOf(search).length > 0;

/** The path of an old address. */
export const pathOfOld = (from: string): string => from.split("?", 1)[0] ?? from;

/** `name=value` each, percent-encoded, sorted, without repetition. */
function parametersOf(search: string): string[] {
  const pairs = [...new URLSearchParams(search)]
    .map(([name, value]): [string, string] => [name.toLowerCase().normalize("NFC"), value.normalize("NFC")])
    .filter(([name, value]) => name + value !== "" && !TRACKING.test(name))
    .map((pair) => pair.map(encodeURIComponent).join("="));
  return [...new Set(pairs)].toSorted();
}

/** Every subset, each in the order of the whole. */
function subsetsOf(parameters: readonly string[]): string[][] {
  const subsets: string[][] = [[]];
  for (const one of parameters) subsets.push(...subsets.map((subset) => [...subset, one]));
  return subsets;
}
