// Articles as the API answers them, and their versions.

import * as z from "zod";
import { langSchema } from "../../../db/settings";
import { instant, pageOf, uri } from "./parts";

const id = z.int().positive().describe("For ever the same; `/a/{id}` leads to the article.");

const source = z
  .object({ name: z.string(), url: z.string().meta({ format: "uri-reference" }).nullable() })
  .nullable()
  .describe("Where it comes from, if not from this site.");
const cover = z
  .object({ url: z.string().meta({ format: "uri-reference" }), alt: z.string() })
  .nullable()
  .describe("The picture above it.");

const told = {
  title: z.string(),
  section: z.string().describe("Its section's slug."),
  slug: z.string().describe("The last part of its address."),
  lang: langSchema,
  kind: z.string().nullable().describe("What stands before the title."),
  summary: z.string().nullable().describe("What lists say of it, where its author wrote it."),
  tags: z.array(z.string()),
  author: z.string().nullable(),
  translationOf: z.int().positive().nullable().describe("The id of the article that it is a translation of."),
};

const times = {
  publishedAt: instant.nullable().describe("When it appeared, or will; null for a draft without a plan."),
  expireAt: instant.nullable().describe("When it disappears, if ever."),
};

const text = {
  format: z.enum(["markdown", "html"]).describe("What the body is written in."),
  body: z.string().describe("The source text, as it was sent."),
};

const version = z.int().positive().describe("Goes up by one with each change; the `ETag` is this number in quotes.");

const summaryFields = {
  id,
  url: uri.describe("Where it is, or will be, read."),
  ...told,
  status: z
    .enum(["draft", "scheduled", "published", "expired", "withdrawn"])
    .describe("What readers see of it at this moment."),
  source,
  cover,
  ...times,
  createdAt: instant,
  updatedAt: instant,
  version,
};

export const articleListAnswer = pageOf(
  z.object(summaryFields).meta({ id: "ArticleSummary", description: "An article without its text." }),
).meta({ id: "ArticleList" });

export const articleAnswer = z
  .object({ ...summaryFields, ...text })
  .meta({ id: "Article", description: "An article with its source text." });

export const changedArticleAnswer = z
  .object({ ...summaryFields, ...text, purged: z.array(z.string()).describe("The tags that this change purged.") })
  .meta({ id: "ChangedArticle", description: "An article as a change left it." });

const revisionFields = {
  version,
  at: instant.describe("When it was saved."),
  by: z.string().describe("Whose token saved it."),
  action: z.string().describe("What was done: `create` (a draft), `publish`, `change`, `withdraw`, `restore 3`."),
  changed: z.array(z.string()).describe("The fields that differ from the version before; none of the first one."),
};

export const revisionListAnswer = pageOf(
  z.object(revisionFields).meta({ id: "RevisionSummary", description: "A version of an article, without its fields." }),
).meta({ id: "RevisionList" });

export const revisionAnswer = z
  .object({
    id,
    ...revisionFields,
    ...told,
    status: summaryFields.status.describe("What readers saw of it when this version was saved."),
    source,
    cover,
    ...times,
    ...text,
  })
  .meta({ id: "Revision", description: "A version of an article, whole." });
