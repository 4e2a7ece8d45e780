// The room src/pages, as far as the bench drives it: bench-build.ts puts it in the place of this name. Named here, since the
// scripts' types are Node's, not workerd's.

declare module "edgewise:pages" {
  export const MEMORY_BYTES: number;
  export const TAIL_LIMIT: number;

  export interface Rendering {
    status: number;
    headers: Record<string, string>;
    body: string;
    tags: readonly string[];
    until: number | null;
    version: number;
    incarnation: string;
    keep: "no" | "page" | "head";
  }

  export interface PageStore {
    get(key: string, type: "arrayBuffer"): Promise<ArrayBuffer | null>;
    put(key: string, value: Uint8Array<ArrayBuffer>, options: { expirationTtl: number }): Promise<void>;
  }

  export interface Session {
    getBookmark(): string | null;
  }

  export interface Sessions {
    withSession(bookmark: string): Session;
  }

  export interface TailRow {
    id: number;
    tag: string;
  }

  export interface LedgerSource {
    readTail(
      session: Session,
      since: number,
    ): Promise<{
      guid: string;
      incarnation: string;
      head: number;
      oldest: number;
      rows: readonly TailRow[];
      cut: boolean;
    }>;
    readTags(session: Session, tags: readonly string[]): Promise<{ newest: number; oldest: number; head: number }>;
  }

  export class Ledger {
    constructor(source: LedgerSource);
  }

  export interface PageRequest {
    key: string;
    d1: Sessions;
    kv: PageStore;
    build: string;
    clock: () => number;
    waitUntil: (work: Promise<unknown>) => void;
    render: (session: Session) => Promise<Rendering>;
  }

  export type Served =
    | { outcome: "hit"; from: "memory" | "kv" | "stale-if-error" }
    | { outcome: "rendered"; stored: boolean }
    | { outcome: "bypassed" }
    | { outcome: "unavailable"; cause: unknown };

  export class PageServer {
    readonly ledger: Ledger;
    readonly memory: { readonly bytes: number };
    constructor(options: { memoryBytes?: number; ledger: Ledger });
    serve(request: PageRequest): Promise<Served>;
  }

  export const SITE: string;
  export const HOME: string;
  export const FEED: string;
  export const RANKING: string;
  export const articleTag: (id: number) => string;
  export const sectionTag: (slug: string) => string;
  export const urlTag: (path: string) => string;
  export const listTags: (
    lang: string,
    defaultLang: string,
  ) => {
    latest: (section: string) => string;
    list: (section: string, month: string) => string;
    tag: (name: string) => string;
  };
}
