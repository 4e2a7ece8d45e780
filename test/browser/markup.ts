// What html-validate and the Nu checker find in pages' HTML.

import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { HtmlValidate } from "html-validate";

const validator = new HtmlValidate({
  root: true,
  extends: ["html-validate:recommended", "html-validate:standard"],
  rules: {
    // How hono writes: a matter of taste, on which pages and stored bodies differ.
    "attribute-boolean-style": "off",
    "attribute-empty-style": "off",
    "doctype-style": "off",
    "void-style": "off",
    // An editor's title may be longer than what a search engine shows of it.
    "long-title": "off",
    // The style sheet keeps the hotline's number on one line, and its hyphens are copied as hyphens.
    "tel-non-breaking": "off",
  },
});

/** Each error or warning of html-validate, with its place. */
export async function htmlValidateFinds(html: string): Promise<string[]> {
  const { results } = await validator.validateString(html);
  return results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, line, column }) => `${ruleId}: ${message} (${line}:${column})`),
  );
}

const hasJava = (process.env.PATH ?? "").split(delimiter).some((folder) => existsSync(join(folder, "java")));
const jar = join(createRequire(import.meta.url).resolve("vnu-jar/package.json"), "../build/dist/vnu.jar");

export const hasNu = hasJava && existsSync(jar);

if (!hasNu)
  console.warn(
    "\n*** THE NU CHECKER IS SKIPPED: no Java. Install it (Debian: apt-get install default-jre-headless). ***\n",
  );

/** A run is over before the best compiler pays; the plain code takes more stack. */
const BRIEFLY = ["-Xss4m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"];

const OVERLOOKED = [
  // How void elements are written means nothing in HTML.
  /^Trailing slash on void elements/,
  // A frame breaks out of its sandbox only where it is of the page's own origin, and no player is: the site's pages stand in no frame.
  /“sandbox” on element “iframe”: Setting both “allow-scripts” and “allow-same-origin”/,
];

/** Each error or warning of the Nu checker, in HTML or CSS, by the names of the pages. */
export async function nuFinds(pages: readonly { name: string; html: string }[]): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), "edgewise-nu-"));
  try {
    const files = pages.map((_, place) => join(folder, `${place}.html`));
    await Promise.all(pages.map(({ html }, place) => writeFile(files[place] ?? "", html)));
    const said = await new Promise<string>((done) =>
      // It ends with 1 when it finds an error, and says so on standard error.
      execFile(
        "java",
        [...BRIEFLY, "-jar", jar, "--format", "json", ...files],
        { maxBuffer: 1 << 26 },
        (_, _out, err) => done(err),
      ),
    );
    const { messages }: { messages: { url?: string; message: string; extract?: string }[] } = JSON.parse(said);
    return messages
      .filter(({ message }) => !OVERLOOKED.some((pattern) => pattern.test(message)))
      .map(
        ({ url, message, extract }) =>
          `${pages[files.findIndex((file) => url?.endsWith(file))]?.name}: ${message} ${extract}`,
      );
  } finally {
    await rm(folder, { recursive: true });
  }
}
