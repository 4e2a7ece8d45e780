// The first of two passes: a post's tags, authors and alternative texts stand in tables of their own, most of them below it.

import { BrokenDump, type Dump } from "../format";
import { rowsIn } from "./rows";
import { type MetaRow, metaRow, postAddress, postAuthorRow, postTagRow, type TagRow, tagRow, userRow } from "./tables";

interface Joined {
  other: string;
  order: number;
}

export class Related {
  readonly #tags = new Map<string, TagRow>();
  readonly #authors = new Map<string, string>();
  readonly #tagsOf = new Map<string, Joined[]>();
  readonly #authorsOf = new Map<string, Joined[]>();
  readonly #meta = new Map<string, MetaRow>();

  /** Of posts and pages. */
  readonly slugs = new Set<string>();

  /** Rows that are not as they should be join nothing. */
  note(table: string, row: unknown): void {
    if (table === "posts") {
      const { data } = postAddress.safeParse(row);
      if (data) this.slugs.add(data.slug);
    } else if (table === "tags") {
      const { data } = tagRow.safeParse(row);
      if (data) this.#tags.set(data.id, data);
    } else if (table === "users") {
      const { data } = userRow.safeParse(row);
      if (data) this.#authors.set(data.id, data.name);
    } else if (table === "posts_tags") {
      const { data } = postTagRow.safeParse(row);
      if (data) join(this.#tagsOf, data.post_id, { other: data.tag_id, order: data.sort_order ?? 0 });
    } else if (table === "posts_authors") {
      const { data } = postAuthorRow.safeParse(row);
      if (data) join(this.#authorsOf, data.post_id, { other: data.author_id, order: data.sort_order ?? 0 });
    } else if (table === "posts_meta") {
      const { data } = metaRow.safeParse(row);
      if (data) this.#meta.set(data.post_id, data);
    }
  }

  /** Those that readers saw, the primary one first. */
  tagsOf(post: string): TagRow[] {
    return inOrder(this.#tagsOf.get(post))
      .flatMap((id) => this.#tags.get(id) ?? [])
      .filter(isPublic);
  }

  authorsOf(post: string, fallback: string | null | undefined): string[] {
    const names = inOrder(this.#authorsOf.get(post)).flatMap((id) => this.#authors.get(id) ?? []);
    return names.length > 0 ? names : [this.#authors.get(fallback ?? "") ?? []].flat();
  }

  metaOf(post: string): MetaRow | undefined {
    return this.#meta.get(post);
  }

  /** The tags that are some post's primary one. */
  primaryTags(): TagRow[] {
    const ids = new Set([...this.#tagsOf.keys()].map((post) => this.tagsOf(post)[0]?.id));
    return [...this.#tags.values()].filter(({ id }) => ids.has(id));
  }
}

/** Internal tags are written `#like-this`. */
const isPublic = ({ name, visibility }: TagRow): boolean => visibility !== "internal" && !name.startsWith("#");

function join(all: Map<string, Joined[]>, post: string, joined: Joined): void {
  const known = all.get(post);
  if (known) known.push(joined);
  else all.set(post, [joined]);
}

const inOrder = (joined: readonly Joined[] = []): string[] =>
  joined.toSorted((a, b) => a.order - b.order).map(({ other }) => other);

/** Reads what posts are joined to. Of a broken file, what stands before its fault: the second pass will tell of it. */
export async function listRelated(dump: Dump): Promise<Related> {
  const related = new Related();
  try {
    for await (const { table, row } of rowsIn(dump)) related.note(table, row);
  } catch (error) {
    if (!(error instanceof BrokenDump)) throw error;
  }
  return related;
}
