// What the head of a WXR says of the site: where it stood, who wrote, which categories there were.

import { textOfHtml } from "../html/rework";
import type { IncomingSection } from "../incoming";
import { decoded, field, type Term } from "./item";
import type { XmlElement } from "./xml";

interface Category {
  id: string;
  slug: string;
  name: string;
  parent: string;
}

export class Channel {
  /** Without a slash at its end; "" until it is known. */
  base = "";
  isWxr = false;
  readonly #authors = new Map<string, string>();
  readonly #categories = new Map<string, Category>();

  /** Notes an element that isn't an item; answers the section that it is, if it is one. */
  note(element: XmlElement): IncomingSection | null {
    switch (element.name) {
      case "link":
        this.base ||= element.text.trim().replace(/\/+$/, "");
        return null;
      case "wp:wxr_version":
        this.isWxr = true;
        return null;
      case "wp:base_blog_url":
        this.base = element.text.trim().replace(/\/+$/, "") || this.base;
        return null;
      case "wp:author":
        this.#authors.set(field(element, "wp:author_login").trim(), field(element, "wp:author_display_name").trim());
        return null;
      case "wp:category":
        return this.#section(element);
      default:
        return null;
    }
  }

  /** Sections for categories that the head does not list, as in an export of posts only: by slug, with their names. */
  unlisted(named: ReadonlyMap<string, string>): IncomingSection[] {
    const missing = [...named].filter(([slug]) => !this.#categories.has(slug));
    return missing.map(([slug, name]) => ({
      kind: "section",
      key: this.#keyOf(slug),
      slug,
      name: this.nameOf({ nicename: slug, name }),
      description: null,
      oldUrls: [`${this.base}/category/${encodeURIComponent(slug)}/`],
    }));
  }

  /** As readers saw the name; logins of authors who are not listed stay. */
  author(login: string): string | null {
    return this.#authors.get(login) || login || null;
  }

  /** The slug of a category by its number. */
  categoryById(id: string): string | null {
    return [...this.#categories.values()].find((category) => category.id === id)?.slug ?? null;
  }

  /** A category's name as its section has it: that of the head, where that lists it. */
  nameOf({ nicename, name }: Pick<Term, "nicename" | "name">): string {
    return this.#categories.get(nicename)?.name ?? (textOfHtml(name) || nicename);
  }

  /** The address that leads to an item whatever its permalink: what `key`s are made of. */
  shortLink(id: string): string {
    return `${this.base}/?p=${id}`;
  }

  #keyOf(slug: string): string {
    return `wxr:${this.base}/category/${slug}`;
  }

  #section(element: XmlElement): IncomingSection {
    const slug = decoded(field(element, "wp:category_nicename").trim());
    const category = {
      id: field(element, "wp:term_id").trim(),
      slug,
      name: textOfHtml(field(element, "wp:cat_name")) || slug,
      parent: decoded(field(element, "wp:category_parent").trim()),
    };
    this.#categories.set(category.slug, category);
    return {
      kind: "section",
      key: this.#keyOf(category.slug),
      slug: category.slug,
      name: category.name,
      description: textOfHtml(field(element, "wp:category_description")) || null,
      oldUrls: [`${this.base}/category/${this.#path(category)}/`, `${this.base}/?cat=${category.id}`],
    };
  }

  /** With the categories that it is part of, as WordPress's default permalinks have it. */
  #path(category: Category): string {
    const path = [encodeURIComponent(category.slug)];
    const seen = new Set([category.slug]);
    for (let slug = category.parent; slug !== "" && !seen.has(slug); slug = this.#categories.get(slug)?.parent ?? "") {
      seen.add(slug);
      path.unshift(encodeURIComponent(slug));
    }
    return path.join("/");
  }
}
