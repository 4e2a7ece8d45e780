import { Isolate, textOf } from "../pages/builders";

export const freshHtml = async (path: string): Promise<string> => textOf(await new Isolate().visit(path));

/** The hot searches that a fresh rendering of a page shows, in order. */
export async function pagesShow(path: string): Promise<string[]> {
  const html = await freshHtml(path);
  const list = /<nav class="labelled"[^>]*>.*?<ul>(.*?)<\/ul>/s.exec(html)?.[1] ?? "";
  return Array.from(list.matchAll(/<a href="[^"]*\/search\?q=[^"]*"[^>]*>([^<]*)</g), ([, term = ""]) => term);
}
