import { Isolate, textOf } from "../pages/builders";

/** The hot searches that a fresh rendering of a page shows, in order. */
export async function pagesShow(path: string): Promise<string[]> {
  const html = await textOf(await new Isolate().visit(path));
  const list = /<nav class="labelled"[^>]*>.*?<ul>(.*?)<\/ul>/s.exec(html)?.[1] ?? "";
  return Array.from(list.matchAll(/<a href="[^"]*\/search\?q=[^"]*"[^>]*>([^<]*)</g), ([, term = ""]) => term);
}
