// What every page shows, as the API answers it: settings, sections, standing pages, links, searches, redirects.

import * as z from "zod";
import { langSchema, settingsSchema, textsSchema } from "../../../db/settings";
import { pageOf, purged } from "./parts";

const id = z.int().positive();
const texts = z.record(langSchema, z.string());

export const settingsAnswer = settingsSchema.meta({ id: "Settings", outputId: "Settings" });
export const changedSettingsAnswer = z
  .object({ ...settingsSchema.shape, purged })
  .meta({ id: "ChangedSettings", outputId: "ChangedSettings" });

const section = z
  .object({ id, slug: z.string(), name: textsSchema, description: textsSchema })
  .meta({ id: "Section", outputId: "Section" });
export const sectionsAnswer = z.object({ items: z.array(section) }).meta({ id: "Sections" });
export const changedSectionsAnswer = z.object({ items: z.array(section), purged }).meta({ id: "ChangedSections" });

const page = z
  .object({
    id,
    slug: z.string(),
    place: z.enum(["menu", "foot"]).nullable().describe("Where every page links it, if anywhere."),
    format: z.enum(["markdown", "html"]).describe("What the bodies are written in."),
    title: texts.describe("A title in each language that the page has."),
    body: texts.describe("The source text in each language that the page has."),
  })
  .meta({ id: "StandingPage" });
export const pagesAnswer = z.object({ items: z.array(page) }).meta({ id: "StandingPages" });
export const changedPagesAnswer = z.object({ items: z.array(page), purged }).meta({ id: "ChangedStandingPages" });

const link = z.object({ name: z.string(), url: z.string().meta({ format: "uri" }) }).meta({ id: "Link" });
export const linksAnswer = z.object({ items: z.array(link) }).meta({ id: "Links" });
export const changedLinksAnswer = z.object({ items: z.array(link), purged }).meta({ id: "ChangedLinks" });

const searches = { pinned: z.array(z.string()), blocked: z.array(z.string()) };
export const searchesAnswer = z.object(searches).meta({ id: "Searches" });
export const changedSearchesAnswer = z.object({ ...searches, purged }).meta({ id: "ChangedSearches" });

const address = z.string().meta({ format: "uri-reference" });
export const redirectListAnswer = pageOf(z.object({ from: address, to: address }).meta({ id: "Redirect" })).meta({
  id: "RedirectList",
});
export const replacedRedirectsAnswer = z
  .object({ ...redirectListAnswer.shape, purged })
  .meta({ id: "ReplacedRedirects" });
export const changedRedirectsAnswer = z
  .object({
    items: z
      .array(z.object({ from: address, to: address.nullable() }))
      .describe("What was sent, as it is kept; null: taken away."),
    purged,
  })
  .meta({ id: "ChangedRedirects" });
