// What the calls say of themselves that read and replace a value of the site.

import type * as z from "zod";
import * as answers from "../schemas/answers/site";
import { pagesSchema } from "../schemas/pages";
import { linksSchema, searchesSchema, sectionsSchema, sentSettingsSchema } from "../schemas/site";
import { type Description, json, jsonBody } from "./description";

interface Value {
  /** Its name in operation ids. */
  id: string;
  /** Its name in sentences. */
  name: string;
  about: string;
  sent: z.ZodType;
  read: z.ZodType;
  changed: z.ZodType;
  /** What may be sent, which is also what is then answered. */
  example: Record<string, unknown>;
  /** Where what is answered has more than what was sent. */
  shown?: Record<string, unknown>;
  purged: string[];
}

/** A value that is read, and replaced whole. */
function replaceable(value: Value): { get: Description; put: Description } {
  const { id, name, about, example, shown = example } = value;
  return {
    get: {
      operationId: `get${id}`,
      tag: "Site",
      summary: `Read the ${name}`,
      description: about,
      answers: { 200: { description: `The ${name}.`, headers: ["ETag"], content: json(value.read, shown) } },
    },
    put: {
      operationId: `replace${id}`,
      tag: "Site",
      summary: `Replace the ${name}`,
      description: `${about} What is left out is gone: read them first, and send them back changed, with \`If-Match\`.`,
      ifMatch: true,
      body: jsonBody(value.sent, { example }),
      answers: {
        200: {
          description: `The ${name} as they are now, and what the change purged.`,
          headers: ["ETag"],
          content: json(value.changed, { ...shown, purged: value.purged }),
        },
      },
      problems: ["contended"],
    },
  };
}

const SETTINGS = {
  name: { "zh-CN": "例子新闻", en: "Example News" },
  languages: ["zh-CN", "en"],
  timeZone: "Asia/Shanghai",
  hotline: { label: { "zh-CN": "免费服务热线" }, number: "400-000-0000" },
};

export const settings = replaceable({
  id: "Settings",
  name: "settings",
  about: "Name, languages, time zone, hotline, filing numbers and recurring purges.",
  sent: sentSettingsSchema,
  read: answers.settingsAnswer,
  changed: answers.changedSettingsAnswer,
  example: SETTINGS,
  shown: {
    ...SETTINGS,
    tagline: {},
    description: {},
    filings: [],
    embeds: { hosts: [] },
    media: { hosts: null },
    purges: [],
  },
  purged: ["site"],
});

const NEWS = { slug: "news", name: { "zh-CN": "新闻", en: "News" } };

export const sections = replaceable({
  id: "Sections",
  name: "sections",
  about:
    "The channels, in the order of the menu. One that keeps its `id` keeps its articles, and its old addresses lead on.",
  sent: sectionsSchema,
  read: answers.sectionsAnswer,
  changed: answers.changedSectionsAnswer,
  example: { items: [NEWS] },
  shown: { items: [{ ...NEWS, id: 1, description: {} }] },
  purged: ["site"],
});

const ABOUT = { slug: "about", title: { "zh-CN": "关于我们" }, body: { "zh-CN": "我们是谁。" } };

export const pages = replaceable({
  id: "Pages",
  name: "standing pages",
  about:
    "Pages such as 关于我们, in the menu, in the foot or in neither. One that keeps its `id` keeps its old addresses.",
  sent: pagesSchema,
  read: answers.pagesAnswer,
  changed: answers.changedPagesAnswer,
  example: { items: [ABOUT] },
  shown: { items: [{ ...ABOUT, id: 1, place: null, format: "markdown" }] },
  purged: ["page:about"],
});

export const links = replaceable({
  id: "Links",
  name: "friend links",
  about: "The links at the foot of every page.",
  sent: linksSchema,
  read: answers.linksAnswer,
  changed: answers.changedLinksAnswer,
  example: { items: [{ name: "A friend", url: "https://friend.example/" }] },
  purged: ["site"],
});

export const searches = replaceable({
  id: "Searches",
  name: "hot searches",
  about: "Which terms the hot searches always show, and which never. The others are what readers search for.",
  sent: searchesSchema,
  read: answers.searchesAnswer,
  changed: answers.changedSearchesAnswer,
  example: { pinned: ["开业"], blocked: [] },
  purged: ["site"],
});
