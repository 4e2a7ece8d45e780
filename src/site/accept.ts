// Whether a request would rather have Markdown than HTML (RFC 9110 §12.5.1).

import { weightsOf } from "../pages/weights";

/**
 * Whether `Accept` names `text/markdown` itself, and gives it no less weight than HTML. Browsers never name it, and what
 * takes anything gets the page.
 */
export function prefersMarkdown(accept: string | null): boolean {
  // Nearly every request ends here.
  if (accept === null || !/markdown/i.test(accept)) return false;
  const weights = weightsOf(accept);
  const markdown = weights.get("text/markdown") ?? 0;
  const html = weights.get("text/html") ?? weights.get("text/*") ?? weights.get("*/*") ?? 0;
  return markdown > 0 && markdown >= html;
}
