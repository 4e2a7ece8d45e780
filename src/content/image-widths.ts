// The smaller versions in which an image can be had.

/** Widths in pixels, from a list's thumbnail to a text column on a fine screen. */
export const WIDTHS = [320, 640, 960, 1280, 1920] as const;
export type Width = (typeof WIDTHS)[number];

/** A width that there is, by its decimal digits; null for any other text. */
export const parseWidth = (text: string | undefined): Width | null =>
  WIDTHS.find((width) => String(width) === text) ?? null;

/** How wide a text's images are shown: the column of an article is 48 rem at most. */
export const TEXT_IMAGE_SIZES = "(min-width: 48rem) 48rem, 100vw";

/** Still images of this site, by the ending that storage gives them; others have one version. */
const SCALABLE = /^(?:https?:\/\/[^/]+)?\/media\/[0-9a-f]{64}\/[^?#]+\.(?:png|jpe?g|webp|avif)$/;

/**
 * A `srcset` (HTML §4.8.4.2.1) of an image's versions narrower than itself, and of itself; null where there is nothing to choose.
 * `src` is an address that storage gave, `width` the image's own in pixels.
 */
export function srcsetOf(src: string, width: number): string | null {
  const narrower = SCALABLE.test(src) ? WIDTHS.filter((each) => each < width) : [];
  if (narrower.length === 0) return null;
  return [...narrower.map((each) => `${src}?w=${each} ${each}w`), `${src} ${width}w`].join(", ");
}
