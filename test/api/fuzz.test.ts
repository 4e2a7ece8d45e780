// Whatever arrives in any field of any call, as the description has them: no 500, no trace of what is refused, and the place named.

import { env } from "cloudflare:workers";
import fc from "fast-check";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { type Answer, answerOf, api, publish, rows, TOKEN, theRow, visit } from "./client";
import { type Call, description, isJson } from "./described";
import type { Json } from "./json-schema";
import { afresh } from "./requests";
import { anySpoil, type Path, type Place, placesOf, type Spoil, spoiled, spoilsOf } from "./spoil";

const SEED = env.NIGHTLY === "" ? { seed: 20_261_126 } : {};
const RANDOM_RUNS = env.NIGHTLY === "" ? 10 : 1000;

const { calls, schemas } = await description();

const parameters: Record<string, string> = { version: "1", hash: "0".repeat(64), name: "purge" };
/** Ids by the beginning of a path: of an article, of a person. */
const ids: Record<string, number> = {};
let digestQuery = "";

beforeAll(async () => {
  ids.articles = (await publish()).id;
  ids.people = (await api("POST", "/people", { handle: "somebody", name: "Somebody", role: "editor" })).body.id;
  const tables = await rows<{ name: string; sql: string }>(
    "select name, sql from sqlite_master where type = 'table' and name not like '%\\_search\\_%' escape '\\' and name not like '\\_cf%' escape '\\'",
  );
  const told = tables
    .filter(({ sql }) => !/virtual table/i.test(sql))
    .map(
      ({ name, sql }) =>
        `(select count(*) ${/`version` integer/.test(sql) ? "|| ':' || total(version)" : ""} from "${name}") as "${name}"`,
    );
  digestQuery = `select ${told.join(", ")}`;
});

/** What a test reads of an answer. */
interface Told {
  status: number;
  body: Partial<Answer["body"]>;
}

/** How many rows every table has, and the versions of those that change in their place. */
const digest = () => theRow(digestQuery);

/** No article is there by half: each version is kept, with its line in the log, and each article with its texts. */
async function expectWhole() {
  const { articles, versions, ...others } = await theRow<Record<string, number>>(`select count(*) as articles,
    sum(version) as versions, (select count(*) from revisions) as revisions,
    (select count(*) from audit where target like 'article:%') as audit,
    (select count(*) from article_sources) as sources, (select count(*) from article_html) as html,
    (select count(*) from article_search) as search from articles`);
  expect(others).toEqual({
    ...{ revisions: versions, audit: versions },
    ...{ sources: articles, html: articles, search: articles },
  });
}

const addressOf = ({ path }: Call) =>
  path
    .replace("{id}", String(ids[path.split("/")[1] ?? ""]))
    .replace(/\{(\w+)\}/g, (_, name: string) => parameters[name] ?? name);

/** The pointers of a place, and of all that is in it, begin so. */
const pointerOf = (path: Path) => `#${path.map((part) => `/${part}`).join("")}`;

/** What is asked of several fields together is wrong with what they stand in. */
const OF_SEVERAL = /^must (?:hold either|keep the sections|name what to purge|not use a slug twice)/;

/** Whether an error names a place, or something in it; of what is missing, what it is missing from, or what stands beside it. */
function names({ pointer, detail }: { pointer: string; detail: string }, path: Path, spoil: Spoil): boolean {
  const place = pointerOf(path);
  if (pointer === place || pointer.startsWith(`${place}/`)) return true;
  if (spoil.kind !== "missing" && !/^is required/.test(detail))
    return OF_SEVERAL.test(detail) && place.startsWith(pointer);
  return place.startsWith(pointer) || pointer.startsWith(pointerOf(path.slice(0, -1)));
}

function expectNamed({ status, body }: Told, isNamed: (error: InputError) => boolean, sent: string) {
  expect([200, 201, 202, 400, 413, 415, 422], `${sent}: ${JSON.stringify(body)}`).toContain(status);
  if (body.type !== "/problems/invalid-fields") return;
  expect(status).toBe(422);
  expect(body.errors?.some(isNamed), `${sent}: ${JSON.stringify(body.errors)}`).toBe(true);
}

/** A call's body in JSON, as its first example is, and all its places with all ways to spoil them. */
interface Body {
  type: string;
  root: Json;
  example: unknown;
  cases: [Place, Spoil][];
}

function bodyOf({ operation }: Call): Body | null {
  const media = operation.requestBody?.content["application/json"];
  if (media?.schema === undefined || media.examples === undefined) return null;
  const [example] = Object.values(media.examples ?? {});
  const root = media.schema;
  const itself: Place = { path: [], schema: root };
  const places = [itself, ...placesOf(schemas, root)];
  return {
    ...{ type: "application/json", root, example: example?.value },
    cases: places.flatMap((place) => spoilsOf(schemas, place.schema).map((spoil): [Place, Spoil] => [place, spoil])),
  };
}

const withBodies = calls.flatMap((call) => {
  const body = bodyOf(call);
  return body === null ? [] : [{ ...call, call, body }];
});

type InputError = NonNullable<Answer["body"]["errors"]>[number];

describe.each(withBodies)("the body of $method $path", ({ call, body }) => {
  // What was taken may stand in the way of other tests: a section's name, the site's languages.
  afterEach(async () => {
    if (call.method === "PUT") await api("PUT", addressOf(call), body.example);
  });

  it("may be spoiled anywhere: no 500, no trace, and the place is named", async () => {
    let before = await digest();
    const cases = fc.oneof(
      fc.constantFrom(...body.cases),
      fc.tuple(fc.constantFrom(...body.cases.map(([place]) => place)), anySpoil),
    );

    await fc.assert(
      fc.asyncProperty(cases, async ([{ path }, spoil]) => {
        const sent = spoiled(schemas, { root: body.root, value: body.example, path, spoil });

        const answer = await api(call.method, addressOf(call), afresh(JSON.stringify(sent)));

        const after = await digest();
        const what = `${pointerOf(path)} ${JSON.stringify(spoil)}`.slice(0, 300);
        const place = spoil.kind === "extra" ? [...path, "nonsense"] : path;
        expectNamed(answer, (error) => names(error, place, spoil), what);
        if (answer.status >= 400) expect(after, `${what}: ${answer.status}`).toEqual(before);
        before = after;
      }),
      { ...SEED, numRuns: body.cases.length + RANDOM_RUNS, examples: body.cases.map((one) => [one]) },
    );
    await expectWhole();
  });
});

/** An answer, be it in JSON or not. */
async function toldBy(response: Response): Promise<Told> {
  if (isJson(response.headers.get("content-type"))) return answerOf(response);
  await response.text();
  return { status: response.status, body: {} };
}

const withQueries = calls.flatMap((call) => {
  const names = (call.operation.parameters ?? []).flatMap(({ name, in: place }) =>
    place === "query" && name ? [name] : [],
  );
  return names.length === 0 ? [] : [{ ...call, call, names }];
});

const ODD_VALUES = [
  ...["", "%00", "%FF", "%ED%A0%80", "%E2%80%AE%D9%A3", "-1", "1e308", "9".repeat(30)],
  ...["__proto__", "%27%20or%201=1%20--", "x".repeat(30_000)],
];

describe.each(withQueries)("the query of $method $path", ({ call, names }) => {
  it("may be spoiled anywhere: no 500, no trace, and the parameter is named", async () => {
    const before = await digest();
    for (const name of [...names, "nonsense", "limit[a]"]) {
      for (const value of ODD_VALUES) {
        const { method } = call;
        const headers = { authorization: `Bearer ${TOKEN}` };
        const response = await visit(`/api${addressOf(call)}?${name}=${value}`, { method, headers });

        expectNamed(await toldBy(response), ({ parameter }) => parameter === name, `${name}=${value}`.slice(0, 300));
      }
    }
    expect(await digest()).toEqual(before);
  });
});

describe("an address", () => {
  const withPlaces = calls.filter(({ path }) => path.includes("{"));
  const NOBODYS = ["0", "-1", "1.5", "1e3", "%00", "%FF", "9".repeat(400), "%D9%A3", "..%2f", "__proto__", "null"];

  it.each(withPlaces)("that is nobody's answers 404: $method $path", async ({ method, path, operation }) => {
    const before = await digest();
    const body = Object.values(operation.requestBody?.content["application/json"]?.examples ?? {})[0]?.value;
    for (const nobody of NOBODYS) {
      const { status } = await api(method, path.replace(/\{\w+\}/g, nobody), body);

      expect([nobody, status]).toEqual([nobody, 404]);
    }
    expect(await digest()).toEqual(before);
  });
});
