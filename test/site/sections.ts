// Sections that tests add.

import { api } from "../promises/client";

/** Adds a section of the test's own, with a name that needs escaping, and gives its slug. */
export async function aSection(): Promise<string> {
  const slug = `s${crypto.randomUUID().slice(0, 8)}`;
  const { body } = await api("GET", "/sections");
  const items = [...Array.from(Object(body.items)), { slug, name: { "zh-CN": `栏 <${slug}>`, en: "A & B" } }];
  const { status } = await api("PUT", "/sections", { items });
  if (status !== 200) throw new Error(`sections can't be saved: ${status}`);
  return slug;
}
