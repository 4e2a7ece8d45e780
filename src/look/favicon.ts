// A site's icon, drawn from its name: the brand's first character on the accent colour.

const escapes: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** An SVG of the brand's first character, upper case where the script has one. */
export function faviconFor(brand: string): string {
  const [first] = graphemes.segment(brand.trim().toUpperCase());
  const letter = (first?.segment ?? "·").replace(/[&<>"']/g, (character) => escapes[character] ?? "");
  return (
    '<svg xmlns="http://www.w3.org/2000/svg" width="512" height="512" viewBox="0 0 64 64"><rect width="64" height="64" rx="10" fill="#b02a18"/>' +
    `<text x="32" y="33" fill="#fff" font-family="Charter,Georgia,'Songti SC','Noto Serif CJK SC',serif" font-size="42" ` +
    `font-weight="700" text-anchor="middle" dominant-baseline="central">${letter}</text></svg>`
  );
}
