// Pages in an isolate's memory: bounded by bytes, least recently used first out.

import { type Page, pageBytes } from "./page";

export class PageMemory {
  // A Map keeps the order of insertion; a page that is used is put at its end.
  readonly #pages = new Map<string, Page>();
  readonly #limit: number;
  #bytes = 0;

  constructor(limitBytes: number) {
    this.#limit = limitBytes;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get(key: string): Page | null {
    const page = this.#pages.get(key);
    if (page === undefined) return null;
    this.#pages.delete(key);
    this.#pages.set(key, page);
    return page;
  }

  /** Keeps a page; one that is newer already stays. */
  set(key: string, page: Page): void {
    const kept = this.#pages.get(key);
    if (kept !== undefined && isNewer(kept, page)) return;
    this.delete(key);
    this.#pages.set(key, page);
    this.#bytes += pageBytes(page);
    for (const oldest of this.#pages.keys()) {
      if (this.#bytes <= this.#limit) break;
      this.delete(oldest);
    }
  }

  delete(key: string): void {
    const page = this.#pages.get(key);
    if (page === undefined) return;
    this.#pages.delete(key);
    this.#bytes -= pageBytes(page);
  }
}

const isNewer = (kept: Page, page: Page): boolean =>
  kept.header.incarnation === page.header.incarnation &&
  kept.header.build === page.header.build &&
  kept.header.version > page.header.version;
