// node test/model/mutations/run.ts [P8 R4 …]: breaks each rule in turn; its model must fail, by what it says of a history.
// The tests of reads must fail by what they expect: that nothing runs at all, or in time, proves nothing.
//
// Exits 1 when a model passes all the same, or fails for another reason.

import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Model, MUTATIONS, nameOf } from "./list.ts";

const AT_ONCE = 2;
const ROOT = join(import.meta.dirname, "../../..");

/** What is run of each, until something fails. */
const TESTS: Record<Model, readonly (readonly string[])[]> = {
  protocol: [["test/model/protocol"]],
  newsroom: [["test/model/newsroom/stories.test.ts"], ["test/model/newsroom/newsroom.test.ts"]],
  reads: [["test/reads", "test/site/reads.test.ts"]],
};

/** What a model found, in the messages of its failed tests; nothing when they failed for another reason. */
const FINDINGS: Record<Model, RegExp> = {
  protocol: /Counterexample: .*Got AssertionError: expected (.*?) to be null/s,
  newsroom: /AssertionError: expected (.*?) to be null/s,
  reads: /AssertionError: (.*)/,
};

/** What a model said of a mutation; null: it passed. */
async function verdictOf(mutation: (typeof MUTATIONS)[number], folder: string, place: number): Promise<string | null> {
  const report = join(folder, `${place}.json`);
  let failure: string | null = null;
  for (const tests of TESTS[mutation.model])
    failure ??= await runTests(tests, { MUTATION: nameOf(mutation), NIGHTLY: "4" }, report);
  if (failure === null) return null;
  const { testResults } = JSON.parse(await readFile(report, "utf8"));
  const messages = testResults.flatMap((file: { assertionResults: { failureMessages: string[] }[] }) =>
    file.assertionResults.flatMap(({ failureMessages }) => failureMessages),
  );
  return messages.join("\n") || failure;
}

/** Runs tests; null when they pass, else what vitest said. */
const runTests = (tests: readonly string[], env: Record<string, string>, report: string): Promise<string | null> =>
  new Promise((resolve) => {
    const vitest = join(ROOT, "node_modules/vitest/vitest.mjs");
    const args = [vitest, "run", ...tests, "--reporter=json", `--outputFile.json=${report}`];
    execFile(process.execPath, args, { cwd: ROOT, env: { ...process.env, ...env } }, (error, stdout, stderr) =>
      resolve(error === null ? null : stdout + stderr),
    );
  });

const wanted = process.argv.slice(2);
const chosen = MUTATIONS.filter(({ rule }) => wanted.length === 0 || wanted.includes(rule));
const folder = await mkdtemp(join(tmpdir(), "edgewise-mutations-"));
const waiting = [...chosen.entries()];
let survived = 0;

async function work(): Promise<void> {
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const [place, mutation] = next;
    const verdict = await verdictOf(mutation, folder, place);
    const said = FINDINGS[mutation.model].exec(verdict ?? "")?.[1];
    if (said === undefined) survived++;
    const outcome = verdict === null ? "SURVIVED" : said === undefined ? "BROKE OTHERWISE" : "caught";
    console.log(`${outcome.padEnd(9)} ${nameOf(mutation)}\n          ${said ?? verdict?.slice(0, 1000) ?? ""}`);
  }
}

await Promise.all(Array.from({ length: AT_ONCE }, work));
await rm(folder, { recursive: true });
console.log(`${chosen.length - survived} caught, ${survived} not`);
if (survived > 0) process.exitCode = 1;
