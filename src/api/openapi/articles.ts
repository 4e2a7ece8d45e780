// What the calls of /api/articles say of themselves.

import * as z from "zod";
import { articleChangeSchema, newArticleSchema } from "../../http/schemas/article";
import { articleAnswer, articleListAnswer, changedArticleAnswer } from "../schemas/answers/article";
import { articleListSchema } from "../schemas/article-list";
import { type Description, json, jsonBody } from "./description";
import { AN_ARTICLE, AN_ARTICLE_FILE, CHANGED_ARTICLE, SHORT_ARTICLE } from "./examples";

export const list: Description = {
  operationId: "listArticles",
  tag: "Articles",
  summary: "List articles",
  description: "Newest first, without their texts. Each parameter narrows the list.",
  query: articleListSchema,
  answers: {
    200: {
      description: "A page of articles.",
      content: json(articleListAnswer, { items: [SHORT_ARTICLE], nextCursor: "WzE2MTc4NDA1MTgwMDAsNDJd" }),
    },
  },
};

export const post: Description = {
  operationId: "createArticle",
  tag: "Articles",
  summary: "Publish an article",
  description:
    "Publishes it at once, unless its `status` or `publishAt` says otherwise. A Markdown file is taken as it is, with front matter in YAML or TOML for the other fields: `curl --data-binary @article.md`.",
  body: {
    required: true,
    content: {
      "application/json": {
        schema: newArticleSchema,
        examples: {
          short: { title: "开业公告", section: "news", body: "我们今天开业。" },
          draft: {
            title: "A look ahead",
            section: "news",
            body: "<p>Not yet to be read.</p>",
            format: "html",
            summary: "What comes next.",
            tags: ["outlook"],
            source: { name: "The Example Times", url: "https://times.example/2021/ahead" },
            cover: { url: "/media/ahead.png", alt: "A road" },
            status: "draft",
          },
        },
      },
      "text/markdown": {
        schema: z.string().describe("A text in UTF-8, with the other fields in its front matter."),
        examples: { file: AN_ARTICLE_FILE },
      },
    },
  },
  answers: {
    201: {
      description: "The article, and what its publication purged.",
      headers: ["ETag", "Location"],
      content: json(changedArticleAnswer, CHANGED_ARTICLE),
    },
  },
  problems: ["broken-front-matter", "contended"],
};

export const get: Description = {
  operationId: "getArticle",
  tag: "Articles",
  summary: "Read an article",
  description: "With its source text, whatever its status.",
  answers: { 200: { description: "The article.", headers: ["ETag"], content: json(articleAnswer, AN_ARTICLE) } },
};

const change = jsonBody(articleChangeSchema, {
  title: { title: "开业公告（更正）" },
  schedule: { publishAt: "2099-01-01T08:00:00+08:00", cover: null },
});

export const patch: Description = {
  operationId: "changeArticle",
  tag: "Articles",
  summary: "Change an article",
  description:
    "A JSON Merge Patch (RFC 7396): what is left out stays, null takes away. Without `If-Match` the last write stands; what it replaced is a version.",
  ifMatch: true,
  body: { ...change, content: { ...change.content, "application/merge-patch+json": { schema: articleChangeSchema } } },
  answers: {
    200: {
      description: "The article as it is now, and what the change purged.",
      headers: ["ETag"],
      content: json(changedArticleAnswer, { ...CHANGED_ARTICLE, title: "开业公告（更正）", version: 2 }),
    },
  },
  problems: ["contended"],
};

export const withdraw: Description = {
  operationId: "withdrawArticle",
  tag: "Articles",
  summary: "Withdraw an article",
  description: "Its address answers 410 from then on. A change of its `status` brings it back.",
  ifMatch: true,
  answers: {
    200: {
      description: "The article as it is now, and what its withdrawal purged.",
      headers: ["ETag"],
      content: json(changedArticleAnswer, { ...CHANGED_ARTICLE, status: "withdrawn", version: 2 }),
    },
  },
  problems: ["contended"],
};
