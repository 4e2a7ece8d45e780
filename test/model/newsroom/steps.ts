// What happens in a newsroom, step by step.

import { env } from "cloudflare:workers";
import fc from "fast-check";
import { changeArticle, publishArticle, restoreArticle, withdrawArticle } from "../../../src/publishing/articles";
import type { Desk } from "../../../src/publishing/desk";
import type { ArticleChange, ArticleInput } from "../../../src/publishing/input";
import { orderPurge } from "../../../src/publishing/purge";
import { changeRedirects, replaceRedirects } from "../../../src/publishing/redirects";
import { changeSections } from "../../../src/publishing/site";
import { changeStandingPages } from "../../../src/publishing/standing-pages";
import { JOBS } from "../../../src/schedule/jobs";
import { runJob } from "../../../src/schedule/run";
import { intercepted } from "../../failing/bindings";
import { CONTESTED, type Newsroom, PATHS, SECTIONS } from "./newsroom";
import type { Published, Reader } from "./reader";

const isolate = fc.nat(1);
const which = fc.nat(7);
const is = <T extends string>(what: T) => fc.constant(what);
const DAY_S = 86_400;
const seconds = fc.oneof(
  fc.integer({ min: 1, max: 30 }),
  fc.integer({ min: 30, max: 4000 }),
  fc.constantFrom(DAY_S, 2 * DAY_S, 9 * DAY_S),
);
const section = fc.constantFrom("news", "tech");
const tags = fc.subarray(["x", "y"]);

/** A list's address, or the n-th of the articles'. */
export const aPath: fc.Arbitrary<APath> = fc.oneof(fc.constantFrom(...PATHS), fc.nat(5));
export const aContestedPath: fc.Arbitrary<APath> = fc.constantFrom(...CONTESTED);
export type APath = string | number;

export const pathOf = ({ articlePaths }: Newsroom, path: APath): string | null =>
  typeof path === "string" ? path : (articlePaths[path] ?? null);

const fields = {
  title: fc.nat(99).map((n) => `Title ${n}`),
  body: fc.nat(99).map((n) => `Text ${n}.`),
  section,
  tags,
  slug: fc.constantFrom("slug-a", "slug-b"),
};

/** In so many seconds; null: takes the time away. */
const times = { publishIn: fc.oneof(seconds, fc.constant(-40 * DAY_S)), expireIn: fc.option(seconds, { freq: 3 }) };

const command = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record(
      { do: is("publish"), ...fields, isEnglish: fc.constantFrom(false, false, true), translates: which, ...times },
      { requiredKeys: ["do", "title", "body", "section"] },
    ),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: is("change"),
      which,
      change: fc.oneof(
        ...Object.entries({
          ...fields,
          ...times,
          translates: fc.option(which),
          status: fc.constantFrom("draft", "published"),
        }).map(([name, values]) => fc.record({ [name]: values })),
      ),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: is("withdraw"), which }) },
  { weight: 1, arbitrary: fc.record({ do: is("restore"), which, version: fc.integer({ min: 1, max: 4 }) }) },
);

export const step = fc.oneof(
  { weight: 9, arbitrary: fc.record({ do: is("command"), by: isolate, command }) },
  { weight: 2, arbitrary: fc.record({ do: is("two at once"), a: command, b: command }) },
  { weight: 2, arbitrary: fc.record({ do: is("overtaken"), slow: command, fast: command }) },
  { weight: 5, arbitrary: fc.record({ do: is("pass"), s: seconds }) },
  { weight: 3, arbitrary: fc.record({ do: is("cron"), job: fc.constantFrom("purge", "purge", "prune") }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: is("purge"),
      by: isolate,
      what: fc.oneof(aPath, is("section:news")),
      inSeconds: fc.option(seconds),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: is("sections"),
      by: isolate,
      rename: fc.boolean(),
      name: fc.nat(9),
      swap: fc.boolean(),
    }),
  },
);

/** The standing page, which may get another address, lose a language, or be replaced by another one. */
const standingPage = fc.record({
  do: is("standing page"),
  by: isolate,
  slug: fc.constantFrom("about", "about", "team"),
  place: fc.constantFrom("menu", "menu", "menu", "foot", null),
  title: fc.constantFrom("Page", "Page", "Page", "Other page"),
  body: fc.nat(99).map((n) => `Page text ${n}.`),
  langs: fc.constantFrom(["zh-CN"], ["zh-CN", "en"], ["zh-CN", "en"]),
  fate: fc.constantFrom("changes", "changes", "is replaced", "goes"),
});

/** Redirects, most of them from where something else may come. */
const redirects = fc.record({
  do: is("redirects"),
  by: isolate,
  froms: fc.subarray(["/old.html", "/about", "/team", "/news/slug-b", "/tech/slug-a", "/en/about"]),
  to: fc.constantFrom("/news", "/en/news", "https://other.example/"),
  isWhole: fc.boolean(),
});

/** An article at an address that a redirect may have. */
const publication = fc.record({ do: is("publish"), ...fields });

/** Steps that contend for addresses. */
export const contention = fc.oneof(
  { weight: 3, arbitrary: standingPage },
  { weight: 3, arbitrary: redirects },
  { weight: 3, arbitrary: fc.record({ do: is("command"), by: isolate, command: publication }) },
  // Beyond the age of a view: only then must both isolates agree.
  { weight: 5, arbitrary: fc.record({ do: is("pass"), s: fc.integer({ min: 16, max: 90 }) }) },
  { weight: 2, arbitrary: step },
);

export type Step = typeof contention extends fc.Arbitrary<infer S> ? S : never;
type StandingPage = typeof standingPage extends fc.Arbitrary<infer P> ? P : never;
export type Command = typeof command extends fc.Arbitrary<infer C> ? C : never;

/** Carries a step out; what it published, if it did just that. `visitAll`: readers who come while somebody is writing. */
export async function carryOut(
  newsroom: Newsroom,
  reader: Reader,
  each: Step,
  visitAll: () => Promise<void>,
): Promise<Published | null> {
  switch (each.do) {
    case "command":
      return obey(newsroom, each.by, each.command);
    case "two at once":
      await Promise.all([obey(newsroom, 0, each.a), obey(newsroom, 1, each.b)]);
      return null;
    case "overtaken":
      await overtake(newsroom, each, visitAll);
      return null;
    case "pass":
      newsroom.now += each.s * 1000;
      return null;
    case "cron": {
      newsroom.now += 1;
      const job = JOBS.find(({ name }) => name === each.job);
      if (job === undefined || !(await runJob(env, job, newsroom.now))) throw new Error("the job failed");
      newsroom.purgedAt[2] = newsroom.now;
      if (each.job === "purge") reader.expectDue();
      return null;
    }
    case "purge": {
      const { by, what, inSeconds } = each;
      const path = what === "section:news" ? null : (pathOf(newsroom, what) ?? "/");
      newsroom.now += 1;
      const at = inSeconds === null ? null : newsroom.now + inSeconds * 1000;
      const order = { paths: path === null ? [] : [path], tags: path === null ? ["section:news"] : [] };
      await orderPurge(newsroom.deskOf(by), { ...order, everything: false, at, reason: "asked for" });
      newsroom.purgedAt[by] = newsroom.now;
      reader.expectPurge({ what: path ?? "section:news", at, by });
      return null;
    }
    case "sections": {
      const slug = each.rename ? `tech-${each.name % 2}` : "tech";
      const list = SECTIONS.map((known) =>
        known.id === 2 ? { ...known, slug, name: { "zh-CN": `栏目${each.name}` } } : known,
      );
      await newsroom.change(each.by, (desk) => changeSections(desk, null, each.swap ? list.toReversed() : list));
      newsroom.tech = slug;
      return null;
    }
    case "standing page":
      await changePage(newsroom, each);
      return null;
    case "redirects": {
      const items = each.froms.map((from) => ({ from, to: each.to }));
      const change = each.isWhole ? replaceRedirects : changeRedirects;
      await newsroom.change(each.by, (desk) => change(desk, null, { items, origin: newsroom.origin }));
      return null;
    }
  }
}

async function changePage(newsroom: Newsroom, { by, slug, place, title, body, langs, fate }: StandingPage) {
  const inLangs = (text: string) => Object.fromEntries(langs.map((lang) => [lang, text]));
  const id = fate === "changes" ? newsroom.pageId : undefined;
  const page = { id, slug, place, format: "markdown" as const, title: inLangs(title), body: inLangs(body) };
  const done = await newsroom.change(by, (desk) => changeStandingPages(desk, null, fate === "goes" ? [] : [page]));
  if (done !== null) newsroom.pageId = done.result.frame.pages[0]?.id;
}

/** One editor has read what to change; before they write it another changes it, and readers look. */
async function overtake(
  newsroom: Newsroom,
  { slow, fast }: { slow: Command; fast: Command },
  visitAll: () => Promise<void>,
): Promise<void> {
  let batches = 0;
  const { DB } = intercepted(async ({ method }, batch) => {
    // The first batch reads, the second writes.
    if (method === "batch" && ++batches === 2) {
      await obey(newsroom, 1, fast);
      await visitAll();
    }
    return batch();
  });
  await obey(newsroom, 0, slow, DB);
}

async function obey(newsroom: Newsroom, by: number, command: Command, d1 = env.DB): Promise<Published | null> {
  const done = await newsroom.change(by, (desk) => run(newsroom, { ...desk, d1 }, command));
  if (done === null) return null;
  const { id, lang, slug, section } = done.article;
  if (!newsroom.ids.includes(id)) newsroom.ids.push(id);
  const path = `${lang === "en" ? "/en" : ""}/${section}/${slug}`;
  for (const one of [path, `/a/${id}`]) if (!newsroom.articlePaths.includes(one)) newsroom.articlePaths.push(one);
  return command.do === "publish" ? done : null;
}

function run({ ids, tech }: Newsroom, desk: Desk, command: Command) {
  const id = ids[("which" in command ? command.which : 0) % Math.max(ids.length, 1)] ?? 0;
  const now = (section: string) => (section === "tech" ? tech : section);
  if (command.do === "withdraw") return withdrawArticle(desk, { id, ifVersions: null });
  if (command.do === "restore") return restoreArticle(desk, { id, ifVersions: null }, command.version);
  if (command.do === "change") {
    const { section, translates, ...rest }: Change = command.change;
    const change = {
      ...moments(rest, desk.now),
      ...(section !== undefined && { section: now(section) }),
      ...(translates !== undefined && { translationOf: translates === null ? null : (ids[translates] ?? null) }),
    };
    return changeArticle(desk, { id, ifVersions: null }, change);
  }
  const { title, body, tags, slug, section, isEnglish = false, translates, publishIn, expireIn } = command;
  const original = translates === undefined || !isEnglish ? null : (ids[translates] ?? null);
  const input: ArticleInput = {
    ...{ title, body, tags, slug, format: "markdown", section: now(section) },
    ...{ lang: isEnglish ? "en" : "zh-CN", translationOf: original },
    ...moments({ publishIn, expireIn }, desk.now),
  };
  return publishArticle(desk, input);
}

interface Times {
  publishIn?: number | undefined;
  expireIn?: number | null | undefined;
}

type Change = Omit<ArticleChange, "source" | "cover" | "publishAt" | "expireAt"> &
  Times & { translates?: number | null | undefined };

/** What is to be sent, with its times counted from now. */
function moments<T extends Times>({ publishIn, expireIn, ...rest }: T, now: number) {
  const at = (s: number) => Math.floor(now / 1000 + s) * 1000;
  return {
    ...rest,
    ...(publishIn !== undefined && { publishAt: at(publishIn) }),
    ...(expireIn !== undefined && { expireAt: expireIn === null ? null : at(expireIn) }),
  };
}
