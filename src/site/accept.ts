// Whether a request would rather have Markdown than HTML (RFC 9110 §12.5.1).

/** A weight of 0 to 1; 1 where none is named, and 0 for what is no number. */
function weightOf(parameters: readonly string[]): number {
  const weight = parameters.find((parameter) => parameter.startsWith("q="));
  if (weight === undefined) return 1;
  const value = Number.parseFloat(weight.slice(2));
  return value >= 0 && value <= 1 ? value : 0;
}

/**
 * Whether `Accept` names `text/markdown` itself, and gives it no less weight than HTML. Browsers never name it, and what
 * takes anything gets the page.
 */
export function prefersMarkdown(accept: string | null): boolean {
  if (accept === null || !/markdown/i.test(accept)) return false;
  const weights = new Map<string, number>();
  for (const item of accept.toLowerCase().split(",")) {
    const [type = "", ...parameters] = item.split(";").map((part) => part.trim());
    weights.set(type, weightOf(parameters));
  }
  const markdown = weights.get("text/markdown") ?? 0;
  const html = weights.get("text/html") ?? weights.get("text/*") ?? weights.get("*/*") ?? 0;
  return markdown > 0 && markdown >= html;
}
