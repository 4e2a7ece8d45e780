// CPU time of the content pipeline: what workerd's process uses for a preview, less what it uses for an empty one.

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { LocalSite } from "../scripts/local-site.ts";
import { ROOT, TOKEN } from "./bench-site.ts";
import { table } from "./table.ts";
import { workerdCpuMs } from "./workerd-process.ts";

const ARTICLE_BYTES = 6 * 1024;
/** A token may write 600 times a minute: warm-up, empty previews and articles stay below it. */
const WARM_UP = 120;
const COUNTED = 200;
const BUDGET_MS = 10;

/** A table of CPU and wall-clock time an article. The process must be the only workerd that this one has started. */
export async function measureContentCpu(site: LocalSite): Promise<string> {
  const article = await sampleMarkdown();
  await previewOften(site, article, WARM_UP);
  const empty = await previewOften(site, ".", COUNTED);
  const full = await previewOften(site, article, COUNTED);
  const cpu = (full.cpuMs - empty.cpuMs) / COUNTED;
  const wall = (full.wallMs - empty.wallMs) / COUNTED;
  return table(
    ["a warm 6 KB article, Markdown to safe HTML", "ms", "budget"],
    [
      [
        "CPU of workerd, all threads, less an empty one",
        Number.isNaN(cpu) ? "not on this system" : cpu.toFixed(2),
        `${BUDGET_MS}`,
      ],
      ["wall clock, less an empty one", wall.toFixed(2), "–"],
    ],
  );
}

async function previewOften(site: LocalSite, markdown: string, times: number) {
  const headers = { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" };
  const began = performance.now();
  const cpuBefore = await workerdCpuMs();
  for (let n = 0; n < times; n += 1) {
    const response = await site.fetch("/api/preview", { method: "POST", headers, body: JSON.stringify({ markdown }) });
    if (!response.ok) throw new Error(`preview: ${response.status} ${await response.text()}`);
    await response.arrayBuffer();
  }
  return { cpuMs: (await workerdCpuMs()) - cpuBefore, wallMs: performance.now() - began };
}

/** The demo's guides, without their front matter, as many whole lines as fit. */
async function sampleMarkdown(): Promise<string> {
  const folder = join(ROOT, "demo", "articles", "guides");
  const files = (await readdir(folder)).toSorted();
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), "utf8")));
  const lines = texts.flatMap((text) => text.replace(/^---\n.*?\n---\n/s, "").split("\n"));
  let bytes = 0;
  const end = lines.findIndex((line) => {
    bytes += Buffer.byteLength(line) + 1;
    return bytes > ARTICLE_BYTES;
  });
  return lines.slice(0, end).join("\n");
}
