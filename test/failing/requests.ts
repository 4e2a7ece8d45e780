// Every kind of request that the site is asked, with what it answers while all parts work.

import { api, publish, TOKEN } from "../api/client";

/** What an answer rests on: kept pages, pages that are never kept, files, reads, the API's calls, or no part at all. */
export type Kind =
  | "page"
  | "unkept"
  | "file"
  | "total"
  | "count"
  | "health"
  | "apiRead"
  | "apiWrite"
  | "upload"
  | "nothing";

export interface Asked {
  kind: Kind;
  method: string;
  path: string;
  /** As it answers while all parts work. */
  status: number;
  body?: string;
}

export interface Content {
  id: number;
  path: string;
  file: string;
  preview: string;
}

/** An article of an old month with a tag, a link that previews it, and a file. */
export async function someContent(): Promise<Content> {
  const { id, url } = await publish({ tags: ["failing"], publishAt: "2021-04-08T00:08:38Z", body: "Words to find." });
  const file = await api("POST", "/media?name=a.pdf", `%PDF-1.7\n%${crypto.randomUUID()}\n`);
  const preview = await api("POST", `/articles/${id}/preview`);
  return { id, path: new URL(url).pathname, file: file.body.path, preview: new URL(preview.body.url).pathname };
}

const asked = (kind: Kind, method: string, path: string, status = 200, body?: unknown): Asked => ({
  ...{ kind, method, path, status },
  ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
});

/** What visitors and editors read, of this content. */
export const readingsOf = ({ id, path, file, preview }: Content): Asked[] => [
  ...["/", "/en", "/news", path, "/news/2021/04", "/tag/failing", "/favicon.svg"].map((kept) =>
    asked("page", "GET", kept),
  ),
  asked("page", "GET", `/a/${id}`, 301),
  asked("unkept", "GET", "/search?q=words"),
  asked("unkept", "GET", preview),
  asked("unkept", "GET", "/there/is/no/such/page", 404),
  asked("unkept", "GET", "/news/no-such-article", 404),
  asked("file", "GET", file),
  asked("total", "GET", `/reads/${id}`),
  asked("count", "POST", `/reads/${id}`),
  asked("count", "GET", `/reads/${id}.gif`),
  asked("health", "GET", "/api/health"),
  ...["/articles", "/articles?q=words", `/articles/${id}`, "/purges", "/purges?status=waiting"].map(apiRead),
  ...["/site", "/sections", "/pages", "/links", "/searches", "/redirects", "/media", "/jobs", "/imports"].map(apiRead),
  ...[`/articles/${id}/revisions`, `/articles/${id}/revisions/1`, "/audit"].map(apiRead),
  asked("apiRead", "POST", `/api/articles/${id}/preview`),
  asked("nothing", "GET", "/admin"),
  asked("nothing", "POST", "/api/preview", 200, { markdown: "Text." }),
];

const apiRead = (path: string) => asked("apiRead", "GET", `/api${path}`);

const aSection = (slug: string) => ({ slug, name: { "zh-CN": slug } });

/** What changes are made to, and a word that makes them changes of their own. */
export interface Ground {
  changed: number;
  withdrawn: number;
  settings: Record<string, unknown>;
  word: string;
}

/** A change of every kind. */
export function changesOf({ changed, withdrawn, settings, word }: Ground): Asked[] {
  const write = (method: string, path: string, status: number, body?: unknown) =>
    asked("apiWrite", method, `/api${path}`, status, body);
  const text = { body: `Words to find: ${word}.`, tags: ["failing"] };
  return [
    write("POST", "/articles", 201, { title: `New ${word}`, section: "news", slug: `new-${word}`, ...text }),
    write("PATCH", `/articles/${changed}`, 200, { title: `Changed ${word}`, ...text }),
    write("POST", `/articles/${changed}/revisions/1/restore`, 200),
    write("DELETE", `/articles/${withdrawn}`, 200),
    write("PUT", "/site", 200, { ...settings, name: { "zh-CN": word } }),
    write("PUT", "/sections", 200, { items: [aSection("news"), aSection(`s${word}`)] }),
    write("PUT", "/pages", 200, { items: [{ slug: `p${word}`, title: { "zh-CN": word }, body: { "zh-CN": word } }] }),
    write("PUT", "/links", 200, { items: [{ name: word, url: "https://example.com/" }] }),
    write("PUT", "/searches", 200, { pinned: [word], blocked: [`no ${word}`] }),
    write("PUT", "/redirects", 200, { items: [{ from: `/old-${word}.html`, to: "/news" }] }),
    write("POST", "/purges", 201, { tags: ["ranking"] }),
    write("POST", "/purges", 202, { tags: ["ranking"], at: "2099-01-01T00:00:00Z" }),
    asked("upload", "POST", "/api/media?name=b.pdf", 201, `%PDF-1.7\n%${word}\n`),
  ];
}

/** A change of every kind, of articles of their own. */
export async function someChanges(): Promise<Asked[]> {
  const [changed, withdrawn] = [await publish(), await publish()];
  const settings = (await api("GET", "/site")).body;
  return changesOf({ changed: changed.id, withdrawn: withdrawn.id, settings, word: crypto.randomUUID().slice(0, 8) });
}

const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:148.0) Gecko/20100101 Firefox/148.0";

/** The request, by a reader of its own who bears the admin's token where that is needed. */
export const requestOf = ({ method, path, body }: Asked, origin: string): Request =>
  new Request(origin + path, {
    method,
    ...(body !== undefined && { body }),
    headers: {
      "user-agent": FIREFOX,
      "cf-connecting-ip": crypto.randomUUID(),
      ...(path.startsWith("/api/") && { authorization: `Bearer ${TOKEN}` }),
      ...(body !== undefined && { "content-type": "application/json" }),
    },
  });
