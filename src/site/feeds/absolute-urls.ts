// An article's HTML as it may stand anywhere: its links and files by absolute URLs.

/** The attributes of the sanitiser's schema that hold a URL. */
const URL_ATTRIBUTES = ["href", "src", "poster", "cite"];

/**
 * Resolves every URL in stored HTML against the article's own. The rewriter hands values out and takes them as they are
 * written, character references included; resolving touches none of those.
 */
export function withAbsoluteUrls(html: string, base: string): Promise<string> {
  const rewriter = new HTMLRewriter();
  for (const name of URL_ATTRIBUTES) {
    rewriter.on(`[${name}]`, {
      element(found) {
        const resolved = URL.parse(found.getAttribute(name) ?? "", base);
        if (resolved !== null) found.setAttribute(name, resolved.href);
      },
    });
  }
  return rewriter.transform(new Response(html)).text();
}
