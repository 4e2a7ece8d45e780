// Puts the new addresses of files in the place of the old ones, wherever a text names them: in src, href and srcset, and in Markdown.

/** Before an address that stands by itself there is none of these … */
const NOT_BEFORE = String.raw`(?<![\w.~:/%?#&=+@-])`;
/** … and after it nothing that would make it another one; a dot may end a sentence, an entity a quotation. */
const NOT_AFTER = String.raw`(?![\w~%/?=+@-]|[.:;,]\w|&(?!quot;|#34;|#39;|lt;|gt;))`;

/** A text with each URL replaced by its path. `paths` is by absolute URL, or by the name that the text has for a file. */
export function replaceUrls(text: string, paths: ReadonlyMap<string, string>): string {
  const spellings = new Map<string, string>();
  for (const [url, path] of paths) for (const spelling of spellingsOf(url)) spellings.set(spelling, path);
  // As they were named goes before other spellings of other files.
  for (const [url, path] of paths) spellings.set(url, path);
  if (spellings.size === 0) return text;
  const any = [...spellings.keys()].toSorted((a, b) => b.length - a.length).map((one) => RegExp.escape(one));
  const pattern = new RegExp(`${NOT_BEFORE}(?:${any.join("|")})${NOT_AFTER}`, "g");
  return text.replace(pattern, (found) => spellings.get(found) ?? found);
}

/** The ways in which a text may write a URL: either scheme or none, only its path, its letters as they are, `&` as an entity. */
function spellingsOf(url: string): string[] {
  const parsed = URL.parse(url);
  if (parsed === null || !/^https?:$/.test(parsed.protocol)) return [...new Set([url, encodeURI(url.toWellFormed())])];
  const rest = url.replace(/^https?:/i, "");
  const path = parsed.pathname + parsed.search;
  const written = [`http:${rest}`, `https:${rest}`, rest, ...(path.length > 1 ? [path] : [])];
  const raw = written.flatMap((one) => [one, decodedUri(one)]);
  return [...new Set(raw.flatMap((one) => [one, one.replaceAll("&", "&amp;")]))];
}

function decodedUri(uri: string): string {
  try {
    return decodeURI(uri);
  } catch (error) {
    if (error instanceof URIError) return uri;
    throw error;
  }
}
