// What an editor sends of an article, once a door has checked its form.

import type { Wish } from "./status";

/** A time as ms since the epoch; `local`: written without an offset, to be read in the site's zone (front matter). */
export type Moment = number | { local: string };

export interface ArticleInput {
  title: string;
  body: string;
  format: "markdown" | "html";
  section: string;
  slug?: string | null | undefined;
  kind?: string | null | undefined;
  summary?: string | null | undefined;
  tags?: string[] | null | undefined;
  source?: { name: string; url?: string | null | undefined } | null | undefined;
  author?: string | null | undefined;
  lang?: string | undefined;
  /** The original's id, or its path such as `/news/opening`. */
  translationOf?: number | string | null | undefined;
  cover?: { url: string; alt?: string | null | undefined } | null | undefined;
  status?: Wish["status"];
  publishAt?: Moment | null | undefined;
  expireAt?: Moment | null | undefined;
}

/** A change names only what changes, inside objects too; null takes an optional field away (RFC 7396). */
export type ArticleChange = { [Field in keyof Flat]?: Flat[Field] | undefined } & {
  source?: { name?: string | undefined; url?: string | null | undefined } | null | undefined;
  cover?: { url?: string | undefined; alt?: string | null | undefined } | null | undefined;
};

type Flat = Omit<ArticleInput, "source" | "cover">;
