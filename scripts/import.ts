// npm run import -- --site URL --from FOLDER: puts what `npm run export` kept into a site: the files first, then the rest. Called
// again it goes on; what is there already stays as it is.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { linesIn, mediaIn, progressOf } from "./export-file.ts";
import { readCall, runScript, type SiteClient } from "./site-client.ts";

/** Of a dump that is sent at once. The platform takes requests of 100 MB. */
const PART_LENGTH = 50_000_000;

const fileSchema = z.object({ hash: z.string() });

/** An import as the API shows it. `next`: the call that goes on with it. */
const importSchema = z.object({
  id: z.number(),
  state: z.enum(["running", "done", "failed"]),
  detail: z.string().nullable(),
  created: z.number(),
  changed: z.number(),
  unchanged: z.number(),
  skipped: z.number(),
  failed: z.number(),
  next: z.string().nullable(),
});
type Import = z.infer<typeof importSchema>;

const reportSchema = z.object({
  items: z.array(z.object({ kind: z.string(), key: z.string(), notes: z.array(z.string()) })),
  nextCursor: z.string().nullable(),
});

const USAGE = "Use: EDGEWISE_TOKEN=… npm run import -- --site https://news.example.com --from FOLDER";

await runScript(async () => {
  const { client, option } = readCall(USAGE, ["site", "from"]);
  const folder = option("from");
  if (folder === undefined) throw new Error(USAGE);
  const file = join(folder, "site.ndjson");
  if (!(await progressOf(file)).isWhole) throw new Error(`${file} is not whole: call npm run export again.`);
  let files = 0;
  for await (const { hash, name } of mediaIn(file)) {
    const bytes = await readFile(join(folder, "media", hash));
    const answer = await client.ask(`/api/media?name=${encodeURIComponent(name)}`, { method: "POST", body: bytes });
    const stored = fileSchema.parse(await answer.json());
    if (stored.hash !== hash)
      console.warn(`${name} became another file, ${stored.hash}: texts that show it won't find it.`);
    files += 1;
  }
  console.log(`${files} files are in the library of ${client.origin}.`);
  for await (const part of partsOf(file)) await importPart(client, part);
});

/** The export in dumps that are each whole: with the first line of all, and a last line of its own. */
async function* partsOf(file: string): AsyncGenerator<string> {
  let head: string | undefined;
  let lines: string[] = [];
  let length = 0;
  const part = () => `${[head, ...lines, endOf([head ?? "", ...lines])].join("\n")}\n`;
  for await (const line of linesIn(file)) {
    if (head === undefined) head = line;
    else if (!/^\{"type":"(?:cursor|end)"/.test(line)) {
      if (length + line.length > PART_LENGTH && lines.length > 0) {
        yield part();
        [lines, length] = [[], 0];
      }
      lines.push(line);
      length += line.length;
    }
  }
  yield part();
}

function endOf(lines: readonly string[]): string {
  const counts: Record<string, number> = {};
  for (const line of lines) {
    const type = /^\{"type":"(\w+)"/.exec(line)?.[1];
    if (type !== undefined) counts[type] = (counts[type] ?? 0) + 1;
  }
  return JSON.stringify({ type: "end", lines: counts });
}

async function importPart(client: SiteClient, dump: string): Promise<void> {
  const headers = { "content-type": "application/x-ndjson" };
  const sent = await client.ask("/api/import", { method: "POST", body: dump, headers });
  let shown = importSchema.parse(await sent.json());
  tell(shown);
  while (shown.next !== null) {
    const answer = await client.ask(shown.next, { method: "POST" });
    shown = importSchema.parse(await answer.json());
    tell(shown);
  }
  for (const outcome of ["skipped", "failed"]) await tellLines(client, shown, outcome);
  if (shown.state === "failed") throw new Error(`The import failed: ${shown.detail}`);
}

function tell({ created, changed, unchanged, skipped, failed }: Import): void {
  console.log(`${created} created, ${changed} changed, ${unchanged} unchanged, ${skipped} skipped, ${failed} failed`);
}

async function tellLines(client: SiteClient, { id }: Import, outcome: string): Promise<void> {
  let cursor: string | null = "";
  while (cursor !== null) {
    const query = new URLSearchParams({ outcome, limit: "100", ...(cursor !== "" && { cursor }) });
    const answer: Response = await client.ask(`/api/imports/${id}/report?${query}`);
    const report = reportSchema.parse(await answer.json());
    for (const { kind, key, notes } of report.items) console.log(`${outcome}: ${kind} ${key}: ${notes.join("; ")}`);
    cursor = report.nextCursor;
  }
}
