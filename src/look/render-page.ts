// From elements to a page's HTML.

/** The page's HTML. Pages are given all they show, so there is nothing to wait for; a component that waits is a mistake. */
export function renderPage(node: { toString(): string | Promise<string> }): string {
  const html = node.toString();
  if (typeof html !== "string") throw new TypeError("A page must not wait: give it what it shows");
  return `<!doctype html>${html}`;
}
