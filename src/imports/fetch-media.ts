// Fetches files of an old site, only from the hosts that the operator allows: every place that it is sent on to is checked as well.

import { percentDecoded } from "../encoding/percent";
import { MAX_MEDIA_BYTES } from "../media/library";
import { FETCH_TIMEOUT_MS, MAX_HOPS } from "./limits";

/** Why a file can't be had, in words for the report. */
export class MediaRefused extends Error {
  override name = "MediaRefused";
}

/** What became of a file that was asked for: itself, or why nobody may fetch it. */
export type MediaAnswer = FetchedMedia | { notFetched: string };

export interface FetchedMedia {
  bytes: Uint8Array<ArrayBuffer>;
  name: string;
}

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** The hosts of `IMPORT_HOSTS`: names, with a port where it isn't the usual one, with spaces or commas between. */
export const readHosts = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((host) => host !== "");

/** Why a URL may not be fetched; null if it may: http(s), without a password, of an allowed host that is no private address. */
export function whyNotFetch(url: URL, hosts: readonly string[]): string | null {
  const { protocol, host, hostname, username, password } = url;
  if (!/^https?:$/.test(protocol)) return "only http and https are";
  if (username !== "" || password !== "") return "its address holds a password";
  if (isPrivate(hostname)) return `${host} is a private address`;
  return hosts.includes(host) ? null : `${host} is not in IMPORT_HOSTS`;
}

/** What names no public host, allowed or not: an address of this machine or its network, or a name that only they know. */
const isPrivate = (hostname: string): boolean =>
  !hostname.includes(".") ||
  hostname.startsWith("[") ||
  /^[\d.]+$/.test(hostname) ||
  /\.(?:localhost|local|internal|intranet|lan|home\.arpa)\.?$/.test(hostname);

/** A file of a place that may be fetched. Throws `MediaRefused` where it can't be had. */
export async function fetchMedia(
  from: URL,
  { hosts, fetch }: { hosts: readonly string[]; fetch: Fetch },
): Promise<FetchedMedia> {
  let place: URL | null = from;
  const signal = AbortSignal.timeout(FETCH_TIMEOUT_MS);
  try {
    for (let hop = 0; hop <= MAX_HOPS; hop++) {
      const response = await fetch(place.href, {
        redirect: "manual",
        signal,
        headers: { accept: "*/*", "user-agent": "Edgewise" },
      });
      if (response.status === 200) return { bytes: await bytesOf(response), name: nameOf(place) };
      await response.body?.cancel();
      const location = response.headers.get("location");
      if (!REDIRECTS.has(response.status) || location === null) throw new MediaRefused(`it answers ${response.status}`);
      place = URL.parse(location, place);
      if (place === null || whyNotFetch(place, hosts) !== null)
        throw new MediaRefused("it leads to a host that is not allowed");
    }
  } catch (error) {
    if (error instanceof MediaRefused) throw error;
    // Network failures and the time-out: which of them is of no use to who reads the report.
    throw new MediaRefused(signal.aborted ? `no answer within ${FETCH_TIMEOUT_MS / 1000} s` : "it can't be reached", {
      cause: error,
    });
  }
  throw new MediaRefused(`it leads on more than ${MAX_HOPS} times`);
}

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

async function bytesOf(response: Response): Promise<Uint8Array<ArrayBuffer>> {
  const tooLarge = new MediaRefused(`it is larger than ${MAX_MEDIA_BYTES} bytes`);
  if (Number(response.headers.get("content-length") ?? 0) > MAX_MEDIA_BYTES) {
    await response.body?.cancel();
    throw tooLarge;
  }
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > MAX_MEDIA_BYTES) throw tooLarge;
    chunks.push(chunk);
  }
  return new Blob(chunks).bytes();
}

/** The last part of the path, as people would write it. */
function nameOf({ pathname }: URL): string {
  return percentDecoded(pathname.slice(pathname.lastIndexOf("/") + 1)) || "file";
}
