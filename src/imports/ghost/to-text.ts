// A post or a page of Ghost in the common form.

import { embedsToLinks } from "../html/embeds";
import { settleMedia } from "../html/old-media";
import { type OwnAddresses, settleLinks } from "../html/own-links";
import { rework, textOfHtml } from "../html/rework";
import type { IncomingArticle, IncomingPage, IncomingText } from "../incoming";
import { plainCards } from "./cards";
import type { Related } from "./related";
import { type PostRow, toMs } from "./tables";

export interface GhostPlace {
  related: Related;
  /** Where what comes in stood. */
  addresses: OwnAddresses;
  /** Without a slash at its end; "" if nobody knows it: an export doesn't say. */
  site: string;
  /** Whether a post's first tag is its section. */
  primaryTagIsSection: boolean;
}

/** What Ghost writes for its own address. */
const OWN_ADDRESS = /__GHOST_URL__/g;

export function toArticle(post: PostRow, place: GhostPlace): IncomingArticle {
  const notes = new Set<string>();
  const text = toText(post, place, notes);
  const meta = place.related.metaOf(post.id);
  const [primary, ...others] = place.related.tagsOf(post.id);
  const section = place.primaryTagIsSection ? primary : undefined;
  const tags = section || !primary ? others : [primary, ...others];
  const cover = post.feature_image ? settled(post.feature_image, place) : null;
  const caption = cover === null ? "" : textOfHtml(meta?.feature_image_caption ?? "");
  if (caption !== "") notes.add(`The caption of its cover was left out: ${caption}`);
  if (post.featured) notes.add("It was featured; here the newest stand first.");
  return {
    ...text,
    kind: "article",
    section: section?.slug ?? null,
    sectionName: section?.name ?? null,
    publishedAt: toMs(post.published_at),
    expireAt: null,
    status: statusOf(post, meta?.email_only === true, notes),
    author: place.related.authorsOf(post.id, post.author_id).join(", ") || null,
    summary: post.custom_excerpt?.trim() || null,
    tags: tags.map(({ name }) => name),
    source: null,
    cover: cover === null ? null : { url: cover, alt: meta?.feature_image_alt?.trim() || null },
    articleKind: null,
    translationOf: null,
    media: [...new Set([...(cover === null ? [] : [cover]), ...text.media])],
    notes: [...notes],
  };
}

export function toPage(post: PostRow, place: GhostPlace): IncomingPage {
  const notes = new Set<string>();
  if (post.feature_image) notes.add("Its picture was left out: pages here have no cover.");
  return { ...toText(post, place, notes), kind: "page", notes: [...notes] };
}

function toText(post: PostRow, place: GhostPlace, notes: Set<string>): Omit<IncomingText, "notes"> {
  const { site } = place;
  let media: string[] = [];
  const body = rework(settled(post.html ?? "", place), (tree) => {
    plainCards(tree, notes);
    embedsToLinks(tree, notes);
    media = settleMedia(tree, { base: site === "" ? null : `${site}/` });
    if (site !== "") settleLinks(tree, place.addresses, site);
  });
  if (!post.html && (post.lexical || post.mobiledoc)) notes.add("Its text is missing: the export holds no HTML of it.");
  if (post.canonical_url) notes.add(`It named ${post.canonical_url} as its original.`);
  return {
    key: `ghost:${post.id}`,
    title: post.title.trim(),
    slug: post.slug || null,
    format: "html",
    body,
    lang: post.locale || null,
    oldUrls: post.slug ? [addressOf(post.slug, place)] : [],
    media,
  };
}

/** A post's or a page's. */
export const addressOf = (slug: string, { site }: Pick<GhostPlace, "site">): string =>
  `${site}/${encodeURIComponent(slug)}/`;

/** Where the site is unknown, its own addresses are paths. */
const settled = (text: string, { site }: GhostPlace): string => text.replace(OWN_ADDRESS, () => site);

/** Whether every reader could see it. */
export const isPublic = ({ status, visibility }: PostRow): boolean =>
  status === "published" && (!visibility || visibility === "public");

/** What not every reader could see is a draft until somebody decides. */
function statusOf(post: PostRow, isEmailOnly: boolean, notes: Set<string>): IncomingArticle["status"] {
  if (post.status !== "published" && post.status !== "scheduled" && post.status !== "sent") return "draft";
  if (post.status === "sent" || isEmailOnly) {
    notes.add("It was sent as a mail only: it is a draft.");
    return "draft";
  }
  if (post.visibility && post.visibility !== "public") {
    notes.add(`It was for ${post.visibility === "paid" ? "paying members" : post.visibility} only: it is a draft.`);
    return "draft";
  }
  return post.status;
}
