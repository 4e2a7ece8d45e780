// Pictures by http: the policy of the site's pages lets browsers load them over https only.

import { listed } from "../reading";

/**
 * Where a body shows a picture over http: HTML's src, quoted or not, and Markdown's `![…](…)`. What is opened again ends a match:
 * no text takes long.
 */
const PICTURES = [
  /<img\b[^<>]*?\ssrc\s*=\s*["']?(http:\/\/[^"'\s>]+)/gi,
  /!\[[^[\]\n]*\]\(\s*<?(http:\/\/[^\s)>]+)/gi,
] as const;

export const isUnseen = (url: string): boolean => /^http:/i.test(url);

/** Says once which pictures of a body, as it stands here, no reader would see. */
export function noteUnseen(body: string, notes: string[]): void {
  const found = PICTURES.flatMap((pattern) => [...body.matchAll(pattern)]).flatMap(([, url]) => url ?? []);
  const urls = [...new Set(found)];
  if (urls.length === 0) return;
  const stay = urls.length === 1 ? "stays unseen until it is" : "stay unseen until they are";
  notes.push(`pages show pictures over https only: ${listed(urls)} ${stay} fetched or changed`);
}
