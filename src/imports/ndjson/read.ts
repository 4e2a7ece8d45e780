// Reads an export's lines as items, which are understood only when they are taken in: an import that goes on reads past those that
// it took before.

import { cursorLineSchema, endLineSchema, FORMAT, type Line, lineSchema } from "../../exports/lines";
import { BrokenDump, type Dump } from "../format";
import { linesOf, type RawLine } from "./raw-lines";

/** A line, from 1, as it stands in the dump; or what is wrong with the dump there. */
export type NdjsonItem = RawLine | { number: number; problem: string };

/**
 * The lines but for cursors and the last one, which tells how many there must be: what is missing is an item at the end. Throws
 * `BrokenDump` when the first line is not that of an export of this form.
 */
export async function* readLines(dump: Dump): AsyncGenerator<NdjsonItem> {
  const counts = new Map<string, number>();
  let last: { number: number; isEnd: boolean } = { number: 0, isEnd: false };
  for await (const line of linesOf(await dump.open())) {
    if (last.number === 0) assertHead(line);
    const type = typeOf(line);
    if (type === "end") yield* missingLines(line, counts);
    else if (type !== "cursor") {
      counts.set(type, (counts.get(type) ?? 0) + 1);
      yield line;
    }
    last = { number: line.number, isEnd: type === "end" };
  }
  if (last.number === 0) throw new BrokenDump("it is empty");
  if (!last.isEnd) yield { number: last.number, problem: CUT_OFF };
}

const CUT_OFF = "the export is cut off: its last line is missing. Export what is left, and import it again";

/** What a line says, or what is wrong with it. */
export function understand(item: NdjsonItem): { ok: true; value: Line } | { ok: false; problem: string } {
  if ("problem" in item) return { ok: false, problem: item.problem };
  const read = parse(item);
  if (!read.ok) return read;
  const line = lineSchema.safeParse(read.value);
  if (line.success) return { ok: true, value: line.data };
  const issues = line.error.issues
    .slice(0, 3)
    .map(({ path, message }) => `${path.join("/") || "the line"}: ${message}`);
  return { ok: false, problem: issues.join("; ") };
}

const TYPE = /^\{"type":"(\w+)"/;

/** Exports begin each line with its type, so that need not be parsed; whoever wrote another line may have put it elsewhere. */
function typeOf(line: RawLine): string {
  const beginning = new TextDecoder().decode(line.bytes.subarray(0, 40));
  const type = TYPE.exec(beginning)?.[1];
  if (type !== undefined) return type;
  const read = parse(line);
  if (!read.ok) return "";
  if (cursorLineSchema.safeParse(read.value).success) return "cursor";
  return endLineSchema.safeParse(read.value).success ? "end" : "";
}

function parse({ bytes }: RawLine): { ok: true; value: unknown } | { ok: false; problem: string } {
  try {
    return { ok: true, value: JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) };
  } catch (error) {
    if (error instanceof SyntaxError) return { ok: false, problem: "is not JSON" };
    if (error instanceof TypeError) return { ok: false, problem: "is not UTF-8" };
    throw error;
  }
}

function assertHead(line: RawLine): void {
  const read = parse(line);
  const head = lineSchema.safeParse(read.ok ? read.value : undefined);
  if (!head.success || head.data.type !== "edgewise") throw new BrokenDump("its first line is not that of an export");
  const { format } = head.data;
  if (format !== FORMAT) throw new BrokenDump(`it is of form ${format}; this version reads form ${FORMAT}`);
}

function* missingLines(end: RawLine, counts: ReadonlyMap<string, number>): Generator<NdjsonItem> {
  const read = parse(end);
  const told = endLineSchema.safeParse(read.ok ? read.value : undefined);
  if (!told.success) {
    yield { number: end.number, problem: CUT_OFF };
    return;
  }
  for (const [type, count] of Object.entries(told.data.lines)) {
    const found = counts.get(type) ?? 0;
    const problem = `of ${count} lines of type "${type}" there are ${found}`;
    if (found < count) yield { number: end.number, problem };
  }
}
