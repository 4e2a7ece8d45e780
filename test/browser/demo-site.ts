// The demo as `npm start` serves it, with a browser and its articles, for the tests of one file.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import { ask, npmStart, type Site } from "../process/npm-start.ts";
import { launch, openPage } from "./browser.ts";

export interface Article {
  id: number;
  title: string;
  kind: string;
  lang: string;
  section: string;
  source: { name: string };
  tags: string[];
  publishedAt: string;
  path: string;
}

/** Starts it before the tests of a `describe`, and stops it after them. */
export class DemoSite {
  #site: Site | null = null;
  #browser: Browser | null = null;
  #readers = 0;
  articles: readonly Article[] = [];

  constructor() {
    let stateDir: string;
    beforeAll(async () => {
      stateDir = await mkdtemp(join(tmpdir(), "edgewise-browser-"));
      [this.#site, this.#browser] = await Promise.all([npmStart({ stateDir }), launch()]);
      const { body } = await ask(this.site, "GET", "/articles?limit=100");
      this.articles = body.items.map((item: Article & { url: string }) => ({
        ...item,
        path: new URL(item.url).pathname,
      }));
    });
    afterAll(async () => {
      await this.#browser?.close();
      await this.#site?.kill();
      await rm(stateDir, { recursive: true, force: true });
    });
  }

  get site(): Site {
    if (this.#site === null) throw new Error("the site runs only during tests");
    return this.#site;
  }

  get origin(): string {
    return this.site.origin;
  }

  articleAt(path: string): Article {
    const article = this.articles.find((one) => one.path === path);
    if (article === undefined) throw new Error(`the demo has no ${path}`);
    return article;
  }

  async readsOf(id: number): Promise<number> {
    return (await (await fetch(`${this.origin}/reads/${id}`)).json()).reads;
  }

  /** A page of a reader of an address of their own, so that nobody else's reads stand in the way. */
  reader(options: Parameters<typeof openPage>[2] = {}, browser = this.#browser) {
    if (browser === null) throw new Error("the browser runs only during tests");
    const extraHTTPHeaders = { "cf-connecting-ip": `10.7.0.${++this.#readers}` };
    return openPage(browser, this.origin, { extraHTTPHeaders, ...options });
  }
}
