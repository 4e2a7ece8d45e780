// Lighthouse's scores of a running site: home, the first section, its first article. Fails where one is under 100.
//   npm run lighthouse [-- http://localhost:8787]

import { judge, STEADY } from "../test/browser/lighthouse.ts";

const [origin = "http://localhost:8787"] = process.argv.slice(2);
const section = await firstLink("/", /<nav class="menu".*?href="([^"]+)"/s);
const article = await firstLink(section, /<article.*?<h2><a href="([^"]+)"/s);
for (const path of ["/", section, article]) {
  const judged = [...(await judge(origin + path, ["performance", ...STEADY]))];
  console.log(`${path}  ${judged.map(([name, { score }]) => `${name} ${score}`).join(", ")}`);
  if (judged.some(([, { score }]) => score < 100)) process.exitCode = 1;
}

async function firstLink(path: string, pattern: RegExp): Promise<string> {
  const [, href] = pattern.exec(await (await fetch(origin + path)).text()) ?? [];
  if (href === undefined) throw new Error(`${path} leads to no page: has the site articles?`);
  return href;
}
