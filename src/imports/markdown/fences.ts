// Which parts of Markdown are code: what looks like a tag or a picture there is an example.

const FENCE = /^ {0,3}(`{3,}|~{3,})/;

/** A text with `change` done to what is outside fenced code; spans of code in a line stay too. */
export function outsideCode(markdown: string, change: (text: string) => string): string {
  const pieces: { isCode: boolean; lines: string[] }[] = [];
  let fence: string | null = null;
  for (const line of markdown.split("\n")) {
    const marks = FENCE.exec(line)?.[1];
    const isCode = fence !== null || marks !== undefined;
    if (pieces.at(-1)?.isCode !== isCode) pieces.push({ isCode, lines: [] });
    pieces.at(-1)?.lines.push(line);
    if (fence === null) fence = marks ?? null;
    else if (marks?.startsWith(fence) && line.trim() === marks) fence = null;
  }
  return pieces
    .map(({ isCode, lines }) => (isCode ? lines.join("\n") : outsideSpans(lines.join("\n"), change)))
    .join("\n");
}

/** Spans of code are put out of the way, as characters that no text holds. */
function outsideSpans(text: string, change: (text: string) => string): string {
  const spans: string[] = [];
  const hidden = text.replace(/(?<!`)(`+)(?!`)[^`\n]+\1(?!`)/g, (span) => {
    spans.push(span);
    return `\ue000${spans.length - 1}\ue001`;
  });
  return change(hidden).replace(/\ue000(\d+)\ue001/g, (whole, index: string) => spans[Number(index)] ?? whole);
}
