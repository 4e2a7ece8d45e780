// What another system's dump holds, once read: the common form of WordPress, Ghost and folders of Markdown.

/** Names an item in its dump, the same each time the dump is made: `wxr:https://old.example/?p=12`, `markdown:posts/opening.md`. */
type Key = string;

/** A channel: what the other system calls category, or the folder of a file. */
export interface IncomingSection {
  kind: "section";
  key: Key;
  slug: string;
  /** As people read it. */
  name: string;
  description: string | null;
  /** Absolute URLs, or paths, of its list: they become redirects. */
  oldUrls: string[];
}

export interface IncomingText {
  key: Key;
  title: string;
  /** As the other system had it, raw; null: to be made from the title. */
  slug: string | null;
  format: "markdown" | "html";
  body: string;
  /** The other system's language tag; null where it names none. */
  lang: string | null;
  /** Absolute URLs, or paths, at which it stood: they become redirects. */
  oldUrls: string[];
  /** Absolute URLs of files of the old site that the body or the cover names, in their order. */
  media: string[];
  /** What of it has no place here, or has changed its form. */
  notes: string[];
}

export interface IncomingArticle extends IncomingText {
  kind: "article";
  /** The slug of an `IncomingSection`, or of a section of this site; null: whichever the import was told to use. */
  section: string | null;
  /** The name of that section as people read it, where the dump tells it. */
  sectionName: string | null;
  /** A time without a zone is `local`: in the site's own. */
  publishedAt: number | { local: string } | null;
  /** When it was to go, as `publishedAt`. */
  expireAt: number | { local: string } | null;
  status: "draft" | "published" | "scheduled";
  author: string | null;
  summary: string | null;
  tags: string[];
  source: { name: string; url: string | null } | null;
  cover: { url: string; alt: string | null } | null;
  articleKind: string | null;
  /** The key of the article that it translates. */
  translationOf: Key | null;
}

/** Such as 关于我们. */
export interface IncomingPage extends IncomingText {
  kind: "page";
}

/** A file of the old site, listed by itself. `bytes`: it came with the dump. */
export interface IncomingMedia {
  kind: "media";
  key: Key;
  /** Absolute, or as texts of the dump name it, such as `images/a.png`. */
  url: string;
  name: string;
  alt: string | null;
  bytes: Uint8Array<ArrayBuffer> | null;
}

/** What stands in the dump, and can't be taken. */
export interface IncomingProblem {
  kind: "problem";
  key: Key;
  detail: string;
}

export type Incoming = IncomingSection | IncomingArticle | IncomingPage | IncomingMedia | IncomingProblem;
