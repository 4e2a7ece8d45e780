// Imports of a test's own: dumps in a form of ours, which is what any reader makes of any dump, and the steps that take them in.

import { env } from "cloudflare:workers";
import { foreign } from "../../src/imports/foreign/take";
import { BrokenDump, type Dump, type Taken } from "../../src/imports/format";
import { receiveDump } from "../../src/imports/imports";
import type {
  Incoming,
  IncomingArticle,
  IncomingMedia,
  IncomingPage,
  IncomingSection,
} from "../../src/imports/incoming";
import type { ImportOptions } from "../../src/imports/options";
import type { ReadOptions } from "../../src/imports/reading";
import { type Stepped, stepImport, type Works } from "../../src/imports/step";
import { uploadDump } from "../../src/imports/upload";
import { pageServer } from "../../src/pages/isolate";
import { rows, theRow } from "../api/client";

/** What a reader would read, as lines of JSON; `CUT` where nothing more can be read. */
async function* readLines(dump: Dump, { after = 0 }: ReadOptions): AsyncIterable<Incoming> {
  const text = await new Response(await dump.open()).text();
  for (const line of text.split("\n").slice(after)) {
    if (line === CUT) throw new BrokenDump("cut off");
    const item = JSON.parse(line);
    yield item.bytes ? { ...item, bytes: Uint8Array.fromBase64(item.bytes) } : item;
  }
}

export const CUT = "CUT";

const lineOf = (item: Incoming | typeof CUT): string =>
  item === CUT ? CUT : JSON.stringify(item, (_, value) => (value instanceof Uint8Array ? value.toBase64() : value));

export const lines = (items: readonly (Incoming | typeof CUT)[]): string => items.map(lineOf).join("\n");

const aKey = (): string => `test:${crypto.randomUUID()}`;

const text = () => ({
  ...{ key: aKey(), title: `Old ${crypto.randomUUID()}`, slug: null, body: "Old words.", lang: null },
  ...{ format: "markdown" as const, oldUrls: [], media: [], notes: [] },
});

export const anArticle = (fields: Partial<IncomingArticle> = {}): IncomingArticle => ({
  ...{ kind: "article", ...text(), section: "news", publishedAt: Date.UTC(2019, 4, 6), expireAt: null },
  ...{ status: "published", author: null, summary: null, tags: [], source: null, cover: null },
  ...{ sectionName: null, articleKind: null, translationOf: null, ...fields },
});

export const aPage = (fields: Partial<IncomingPage> = {}): IncomingPage => ({
  ...{ kind: "page", ...text(), slug: `p${crypto.randomUUID().slice(0, 8)}`, ...fields },
});

export const aSectionItem = (fields: Partial<IncomingSection> = {}): IncomingSection => ({
  ...{ kind: "section", key: aKey(), slug: `s${crypto.randomUUID().slice(0, 8)}`, name: `Old ${crypto.randomUUID()}` },
  ...{ description: null, oldUrls: [], ...fields },
});

export const aFile = (fields: Partial<IncomingMedia> = {}): IncomingMedia => ({
  ...{ kind: "media", key: aKey(), url: `images/${crypto.randomUUID()}.pdf`, name: "a.pdf", alt: null },
  ...{ bytes: aPdf(), ...fields },
});

export const aPdf = (word: string = crypto.randomUUID()): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(`%PDF-1.7\n%${word}\n`);

const OPTIONS: ImportOptions = {
  section: null,
  sections: "create",
  status: "keep",
  lang: null,
  media: "list",
  site: null,
};

/** What a step works with, with calls without end unless the test says otherwise. */
export const works = (fields: Partial<Works> = {}): Works => ({
  desk: { d1: env.DB, ledger: pageServer.ledger, by: "importer", scope: "admin", now: Date.now(), siteOrigin: null },
  ...{
    bucket: env.MEDIA,
    counters: env.READS,
    formats: { ghost: foreign(readLines) },
    hosts: [],
    calls: 10_000,
    ms: 15_000,
    clock: Date.now,
  },
  fetch: async () => {
    throw new TypeError("no host answers");
  },
  ...fields,
});

/** The tests' own form, but that no one can take its n-th item. */
export const failingAt = (n: number, error: Error): Works["formats"] => ({
  ghost: (options) =>
    async function* (dump, after) {
      let place = after;
      for await (const taking of foreign(readLines)(options)(dump, after)) {
        place += 1;
        yield place === n ? () => Promise.reject(error) : taking;
      }
    },
});

/** Sends a dump: the import that it becomes. */
export async function send(
  items: readonly (Incoming | typeof CUT)[],
  { options, by }: { options?: Partial<ImportOptions>; by?: Works } = {},
): Promise<number> {
  const of = by ?? works();
  const uploaded = await uploadDump(of.bucket, new Blob([lines(items)]).stream());
  if (!uploaded.ok) throw new Error(uploaded.reason);
  const asked = { format: "ghost" as const, options: { ...OPTIONS, ...options } };
  return (await receiveDump(of, uploaded, asked)).id;
}

/** Makes steps until the import has ended; how many. */
export async function finish(id: number, by = works()): Promise<number> {
  for (let steps = 1; steps < 100; steps++) if ((await step(id, by)).state !== "running") return steps;
  throw new Error("the import does not end");
}

export async function step(id: number, by = works()) {
  const stepped: Stepped = await stepImport(by, id);
  if (!stepped.ok) throw new Error(stepped.reason);
  return stepped.row;
}

type Line = Pick<Taken, "outcome" | "kind" | "key" | "notes"> & { url: string | null };

/** The lines of a report. */
export const report = async (id: number): Promise<Line[]> =>
  (
    await rows<Omit<Line, "notes"> & { notes: string }>(
      "select outcome, kind, key, url, notes from import_items where import_id = ? order by n",
      id,
    )
  ).map((line) => ({ ...line, notes: JSON.parse(line.notes) }));

/** Sends a dump, takes all of it in, and gives the report. */
export async function take(
  items: readonly Incoming[],
  { options, by }: { options?: Partial<ImportOptions>; by?: Works } = {},
): Promise<Line[]> {
  const id = await send(items, { ...(options && { options }) });
  await finish(id, by);
  return report(id);
}

export const outcomes = (of: readonly Line[]): string[] => of.map(({ outcome }) => outcome);

/** The article of a title, as it stands in the tables. */
export const article = (title: string) =>
  theRow<Record<string, unknown>>(
    `select a.id, s.slug as section, a.lang, a.slug, a.state, a.published_at as at, a.expire_at as "end", a.author, a.tags,
       a.kind, a.summary, a.cover, a.source_name as source, a.translation_of as original, t.source as body
     from articles a join sections s on s.id = a.section_id join article_sources t on t.article_id = a.id
     where a.title = ?`,
    title,
  );
