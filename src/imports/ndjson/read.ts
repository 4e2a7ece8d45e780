// Reads an export's lines, each checked by the schema of its type. What is wrong with a line is an item that says so.

import { cursorLineSchema, endLineSchema, FORMAT, type Line, lineSchema } from "../../exports/lines";
import { BrokenDump, type Dump } from "../format";
import { linesOf, type TextLine } from "./text-lines";

export type NdjsonItem = { line: number; value: Line } | { line: number; problem: string };

/**
 * The lines but for cursors and the last one, which tells how many there must be: what is missing is an item at the end. Throws
 * `BrokenDump` when the first line is not that of an export of this form.
 */
export async function* readLines(dump: Dump): AsyncGenerator<NdjsonItem> {
  const counts = new Map<string, number>();
  let last: { line: number; isEnd: boolean } = { line: 0, isEnd: false };
  for await (const line of linesOf(await dump.open())) {
    if (line.text.trim() === "" && line.problem === undefined) continue;
    const read = readLine(line);
    if (last.line === 0) assertHead(read);
    if (read.kind === "end") {
      for (const problem of missingLines(read.lines, counts)) yield { line: line.number, problem };
    } else if (read.kind === "line") {
      counts.set(read.value.type, (counts.get(read.value.type) ?? 0) + 1);
      yield { line: line.number, value: read.value };
    } else if (read.kind === "problem") yield { line: line.number, problem: read.problem };
    last = { line: line.number, isEnd: read.kind === "end" };
  }
  if (last.line === 0) throw new BrokenDump("it is empty");
  if (!last.isEnd) {
    yield {
      line: last.line,
      problem: "the export is cut off: its last line is missing. Export what is left, and import it again",
    };
  }
}

type Read =
  | { kind: "line"; value: Line }
  | { kind: "cursor" }
  | { kind: "end"; lines: Record<string, number> }
  | { kind: "problem"; problem: string };

function readLine({ text, problem }: TextLine): Read {
  if (problem !== undefined) return { kind: "problem", problem };
  const value = parseJson(text);
  if (value === undefined) return { kind: "problem", problem: "is not JSON" };
  if (cursorLineSchema.safeParse(value).success) return { kind: "cursor" };
  const end = endLineSchema.safeParse(value);
  if (end.success) return { kind: "end", lines: end.data.lines };
  const line = lineSchema.safeParse(value);
  if (line.success) return { kind: "line", value: line.data };
  const issues = line.error.issues
    .slice(0, 3)
    .map(({ path, message }) => `${path.join("/") || "the line"}: ${message}`);
  return { kind: "problem", problem: issues.join("; ") };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function assertHead(read: Read): void {
  if (read.kind !== "line" || read.value.type !== "edgewise")
    throw new BrokenDump("its first line is not that of an export");
  if (read.value.format !== FORMAT)
    throw new BrokenDump(`it is of form ${read.value.format}; this version reads form ${FORMAT}`);
}

function missingLines(told: Record<string, number>, counts: ReadonlyMap<string, number>): string[] {
  return Object.entries(told)
    .filter(([type, count]) => (counts.get(type) ?? 0) < count)
    .map(([type, count]) => `of ${count} lines of type "${type}" ${counts.get(type) ?? 0} can be read`);
}
