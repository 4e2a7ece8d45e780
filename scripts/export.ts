// npm run export -- --site URL --to FOLDER: keeps all that a site holds in a folder: site.ndjson, and its files under media/.
// `--reads now` asks every article's counter for its last minutes' reads: for a move, not for each backup.
// Called again after it was cut off, it goes on; delete site.ndjson to have a new one.

import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { type FileLine, keepWholePages, mediaIn } from "./export-file.ts";
import { readCall, runScript, type SiteClient } from "./site-client.ts";

/** Answers in a row that brought nothing, after which it gives up. */
const MAX_IN_VAIN = 5;

const USAGE = "Use: EDGEWISE_TOKEN=… npm run export -- --site https://news.example.com --to FOLDER [--reads now]";

await runScript(async () => {
  const { client, option } = readCall(USAGE, ["site", "to", "reads"]);
  const folder = option("to");
  if (folder === undefined) throw new Error(USAGE);
  const media = join(folder, "media");
  await mkdir(media, { recursive: true });
  const file = join(folder, "site.ndjson");
  await exportTo(file, client, option("reads") ?? "known");
  let files = 0;
  for await (const line of mediaIn(file)) {
    await keepFile(join(media, line.hash), line, client);
    files += 1;
  }
  console.log(`${client.origin} is in ${folder}: site.ndjson, and ${files} files.`);
});

async function exportTo(file: string, client: SiteClient, reads: string): Promise<void> {
  let inVain = 0;
  for (let { cursor, isWhole } = await keepWholePages(file); !isWhole; ) {
    const query = new URLSearchParams({ reads, ...(cursor !== undefined && { cursor }) });
    const { body } = await client.ask(`/api/export?${query}`);
    try {
      if (body !== null) await pipeline(body, createWriteStream(file, { flags: "a" }));
    } catch (error) {
      // What came is kept as far as it is whole, and the rest is asked for again.
      console.warn(`The answer was cut off (${error instanceof Error ? error.message : error}); it goes on.`);
    }
    const after = await keepWholePages(file);
    inVain = after.isWhole || after.cursor !== cursor ? 0 : inVain + 1;
    if (inVain === MAX_IN_VAIN) throw new Error(`${client.origin} brings nothing more: call this again later.`);
    ({ cursor, isWhole } = after);
  }
}

/** A file's name is its hash, so one that is there need not be fetched again; one that is not what it says is. */
async function keepFile(path: string, { hash, url }: FileLine, client: SiteClient): Promise<void> {
  const known = await readFile(path).catch(() => null);
  if (known !== null && sha256(known) === hash) return;
  const answer = await client.ask(new URL(url).pathname);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  if (sha256(bytes) !== hash) throw new Error(`${url} is not the file that the export lists`);
  await writeFile(`${path}.part`, bytes);
  await rename(`${path}.part`, path);
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
