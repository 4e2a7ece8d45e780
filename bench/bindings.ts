// The bindings as far as the bench counts them. Named here, since the scripts' types are Node's, not workerd's.

export interface D1Meta {
  rows_read?: number;
  rows_written?: number;
}

export interface D1Answer {
  results: Record<string, unknown>[];
  meta: D1Meta;
}

export interface D1Statement {
  bind(...values: unknown[]): D1Statement;
  all(): Promise<D1Answer>;
  run(): Promise<D1Answer>;
}

export interface D1Session {
  prepare(sql: string): D1Statement;
  batch(statements: D1Statement[]): Promise<D1Answer[]>;
  getBookmark(): string | null;
}

export interface D1 extends Omit<D1Session, "getBookmark"> {
  withSession(constraint?: string): D1Session;
}

/** A binding or a stub of which only the calls matter. */
export type Calls = Record<string, (...values: unknown[]) => unknown>;

/** A counter's stub; each call is a request to the object. */
export interface CounterStub {
  add(delivery: Record<string, string | number>): Promise<unknown>;
  ring(): Promise<void>;
}

export interface Counters {
  getByName(name: string): CounterStub;
}

export interface AppEnv {
  DB: D1;
  PAGES: object;
  MEDIA: object;
  READS: Counters;
}

export interface RequestContext {
  waitUntil(work: Promise<unknown>): void;
}
