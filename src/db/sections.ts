// Sections by the slugs that they have or had.

import { eq } from "drizzle-orm";
import type { Database } from "./client";
import { sectionSlugs } from "./schema";

/** The id of the section that a slug leads to. One row, by primary key. */
export const sectionOfSlug = (db: Database, slug: string) =>
  db.select({ id: sectionSlugs.sectionId }).from(sectionSlugs).where(eq(sectionSlugs.slug, slug));
