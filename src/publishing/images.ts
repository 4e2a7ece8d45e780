// The site's own images that a text shows: found by their addresses, `/media/{hash}/{name}`.

export type Images = ReadonlyMap<string, { width: number; height: number }>;

const MEDIA_PATH = /\/media\/([0-9a-f]{64})\/[^\s"'()<>?#]+/g;

/** The hashes of the media that texts name, without repetition; at most 1,000. */
export function mediaHashesIn(texts: readonly string[]): string[] {
  const hashes = new Set<string>();
  for (const text of texts) for (const [, hash] of text.matchAll(MEDIA_PATH)) if (hash !== undefined) hashes.add(hash);
  return [...hashes].slice(0, 1000);
}

const HASH = /(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])/g;

/** All that could be the hash of a file, however its address is spelt: a file in use must not be taken away. */
export const hashesIn = (text: string): string[] => [...new Set(text.match(HASH) ?? [])];

/** The sizes of those images under every address by which the texts name them. */
export function imagesIn(
  texts: readonly string[],
  sizes: readonly { hash: string; width: number | null; height: number | null }[],
): Images {
  const byHash = new Map(sizes.map((size) => [size.hash, size]));
  const images = new Map<string, { width: number; height: number }>();
  for (const text of texts) {
    for (const [path, hash] of text.matchAll(MEDIA_PATH)) {
      const size = byHash.get(hash ?? "");
      if (size?.width && size.height) images.set(path, { width: size.width, height: size.height });
    }
  }
  return images;
}

/** An image's size by its address, absolute or not; undefined for one that is not of this site. */
export const imageOf = (images: Images, url: string) => images.get(url.replace(/^https?:\/\/[^/]+/, ""));
