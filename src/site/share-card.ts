// What the share image says that is drawn of a page, and its address: whatever changes the one changes the other.

import { SHARE_IMAGES } from "../content/addresses";
import type { FramePage, FrameSection } from "../db/settings";
import { LOOK, type Shape, type ShareCard } from "../drawing/share-card";
import { sha256Hex } from "../encoding/sha256";
import type { SiteView } from "./site-view";
import { formatDate } from "./words/format";

/** What an image is of. Articles have one language; all else is of one. */
export type Subject =
  | { kind: "article"; id: number }
  | { kind: "section" | "page"; id: number; lang: string }
  | { kind: "home"; lang: string };

export interface CardOf {
  subject: Subject;
  card: ShareCard;
}

interface Shown {
  id: number;
  title: string;
  section: FrameSection;
  /** Ms since the epoch. */
  publishedAt: number;
}

export const articleCard = (site: SiteView, origin: string, { id, title, section, publishedAt }: Shown): CardOf => ({
  subject: { kind: "article", id },
  card: {
    ...frameOf(site, origin),
    title,
    section: site.text(section.name),
    note: formatDate(publishedAt, site.settings.timeZone, site.lang),
  },
});

export const homeCard = (site: SiteView, origin: string): CardOf => ({
  subject: { kind: "home", lang: site.lang },
  card: { ...frameOf(site, origin), title: site.text(site.settings.name), note: site.text(site.settings.tagline) },
});

export const sectionCard = (site: SiteView, origin: string, { id, name, description }: FrameSection): CardOf => ({
  subject: { kind: "section", id, lang: site.lang },
  card: { ...frameOf(site, origin), title: site.text(name), note: site.text(description) },
});

/** The page must have a text in the site's language. */
export const pageCard = (site: SiteView, origin: string, { id, title }: FramePage): CardOf => ({
  subject: { kind: "page", id, lang: site.lang },
  card: { ...frameOf(site, origin), title: title[site.lang] ?? "", note: site.text(site.settings.tagline) },
});

const frameOf = ({ lang, text, settings }: SiteView, origin: string): ShareCard => ({
  ...{ lang, title: "", brand: text(settings.name), section: "", note: "", host: new URL(origin).host },
});

/** Characters of a hash: only a picture's own address, as its page has it, leads to it. */
const HASH_LENGTH = 16;

export async function cardAddress({ subject, card }: CardOf, shape: Shape): Promise<string> {
  const hash = (await sha256Hex(JSON.stringify([LOOK, card]))).slice(0, HASH_LENGTH);
  return `${SHARE_IMAGES}/${printSubject(subject)}-${hash}${shape === "square" ? "-square" : ""}.png`;
}

function printSubject(subject: Subject): string {
  switch (subject.kind) {
    case "article":
      return String(subject.id);
    case "home":
      return `home.${subject.lang}`;
    default:
      return `${subject.kind}${subject.id}.${subject.lang}`;
  }
}

const NAME =
  /^(?:([1-9]\d{0,14})|(?:home|(section|page)([1-9]\d{0,14}))\.([A-Za-z0-9-]{2,35}))-[0-9a-f]{16}(-square)?\.png$/;

/** What the image of that name is of, if it is one. */
export function parseName(name: string): { subject: Subject; shape: Shape } | null {
  const match = NAME.exec(name);
  if (match === null) return null;
  const [, article, kind, id, lang = "", square] = match;
  const shape = square === undefined ? "wide" : "square";
  if (article !== undefined) return { shape, subject: { kind: "article", id: Number(article) } };
  if (kind === undefined) return { shape, subject: { kind: "home", lang } };
  return { shape, subject: { kind: kind === "page" ? "page" : "section", id: Number(id), lang } };
}
