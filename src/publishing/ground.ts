// Reads, in one batch, what a write rests on: the site, the images and the original that it names.

import { parsePath } from "../content/addresses";
import { type ArticleRow, articleById } from "../db/articles";
import type { Database } from "../db/client";
import {
  type ArticleReference,
  anyTranslationOf,
  firstRevision,
  imageSizes,
  referredArticle,
  textOf,
} from "../db/ground";
import { frameSchema, settingsSchema } from "../db/settings";
import { siteAndVersion } from "../db/site";
import type { Ground } from "./compose";
import type { Desk } from "./desk";
import { failed, invalid, type Outcome } from "./failure";
import { imagesIn, mediaHashesIn } from "./images";
import type { ArticleChange } from "./input";

export interface Target {
  article: ArticleRow;
  text: string;
  /** Who wrote its first version. */
  firstBy: string;
}

/** No article has this id. */
const NONE = 0;

/** For a new article, or with `id` for a change of one. */
export async function readGround(
  db: Database,
  desk: Desk,
  { input, id = NONE }: { input: ArticleChange; id?: number },
): Promise<Outcome<{ ground: Ground; target: Target | null }>> {
  const texts = [input.body ?? "", input.cover?.url ?? ""];
  const reference = referenceOf(input.translationOf, id);
  if (reference === null) return invalid("translationOf", "must be an article's id or its path, such as /news/opening");
  const [[site], sizes, [referred], [article], [text], [translation], [first]] = await db.batch([
    siteAndVersion(db),
    imageSizes(db, mediaHashesIn(texts)),
    referredArticle(db, reference),
    articleById(db, id),
    textOf(db, id),
    anyTranslationOf(db, id),
    firstRevision(db, id),
  ]);
  if (site === undefined) throw new Error("the site's row is missing");
  if (id !== NONE && (article === undefined || text === undefined)) return failed({ reason: "not_found" });
  const isNamed = input.translationOf !== undefined && input.translationOf !== null;
  if (isNamed && referred === undefined) return invalid("translationOf", "no such article");
  if (isNamed && referred?.id === id) return invalid("translationOf", "an article can't translate itself");
  const original = referred === undefined ? null : { id: referred.translationOf ?? referred.id, lang: referred.lang };
  if (isNamed && translation !== undefined && original?.id !== id) {
    return invalid(
      "translationOf",
      "has translations of its own, which name it: let those name the other article first",
    );
  }
  const ground = {
    siteVersion: site.siteVersion,
    settings: settingsSchema.parse(site.settings),
    frame: frameSchema.parse(site.frame),
    images: imagesIn(texts, sizes),
    siteOrigin: desk.siteOrigin,
    original,
  };
  return { ok: true, ground, target: article && text ? { article, text: text.text, firstBy: first?.by ?? "" } : null };
}

/** What the article translates: as it is named, or as it is saved. Null: what is named can't be an article. */
function referenceOf(named: ArticleChange["translationOf"], id: number): ArticleReference | null {
  if (named === undefined) return { originalOf: id };
  if (named === null) return { id: NONE };
  if (typeof named === "number") return { id: named };
  const path = parsePath(named);
  const [section, slug, ...rest] = path?.segments ?? [];
  if (path === null || section === undefined || slug === undefined || rest.length > 0) return null;
  return { lang: path.lang, section, slug };
}
