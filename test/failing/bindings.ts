// The real bindings, with every call that is waited for passed through a function: it may fail, delay or never answer it.

import { env } from "cloudflare:workers";
import type { Env } from "../../src/env";

export type Part = "DB" | "PAGES" | "MEDIA" | "READS" | "READ_LIMIT" | "WRITE_LIMIT" | "TOKEN_LIMIT";

/** Stands before every call that is waited for, and carries it out or not. */
export type Intercept = <T>(call: { part: Part; method: string }, carryOut: () => Promise<T>) => Promise<T>;

/** An environment, the test's own unless another is given, behind `on`. */
export const intercepted = (on: Intercept, behind: Env = env): Env => ({
  ...behind,
  DB: wrap("DB", behind.DB, on),
  PAGES: wrap("PAGES", behind.PAGES, on),
  MEDIA: wrap("MEDIA", behind.MEDIA, on),
  READS: wrap("READS", behind.READS, on),
  READ_LIMIT: wrap("READ_LIMIT", behind.READ_LIMIT, on),
  WRITE_LIMIT: wrap("WRITE_LIMIT", behind.WRITE_LIMIT, on),
  TOKEN_LIMIT: wrap("TOKEN_LIMIT", behind.TOKEN_LIMIT, on),
});

/** The test's environment with these parts at fault. */
export const withFaults = (faults: Partial<Record<Part, Intercept>>): Env =>
  intercepted((call, carryOut) => (faults[call.part] ?? works)(call, carryOut));

export const works: Intercept = (_, carryOut) => carryOut();

export const fails =
  (message: string): Intercept =>
  async () => {
    throw new Error(message);
  };

export const hangs: Intercept = () => new Promise(() => {});

export const slow =
  (ms: number): Intercept =>
  async (_, carryOut) => {
    await scheduler.wait(ms);
    return carryOut();
  };

/** Only calls of this method are at fault. */
export const only =
  (name: string, fault: Intercept): Intercept =>
  (call, carryOut) =>
    call.method === name ? fault(call, carryOut) : carryOut();

/** Methods that give, at once, what is then asked: a statement, a session, an object's stub. */
const GIVING: ReadonlySet<string | symbol> = new Set(["prepare", "bind", "withSession", "getByName"]);
/** Methods that are answered at once. */
const IMMEDIATE: ReadonlySet<string | symbol> = new Set(["getBookmark"]);

const originals = new WeakMap<object, object>();

function wrap<T extends object>(part: Part, target: T, on: Intercept): T {
  const wrapped = new Proxy(target, {
    get(_, name) {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== "function") return member;
      return (...values: unknown[]) => {
        const carryOut = () => Reflect.apply(member, target, values.map(originalOf));
        if (GIVING.has(name)) return wrap(part, carryOut(), on);
        if (IMMEDIATE.has(name)) return carryOut();
        return on({ part, method: String(name) }, async () => carryOut());
      };
    },
  });
  originals.set(wrapped, target);
  return wrapped;
}

/** A binding knows its own statements, not their wrappers: those of a batch are taken out. */
function originalOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(originalOf);
  return typeof value === "object" && value !== null ? (originals.get(value) ?? value) : value;
}

/** A binding, but for these methods. */
export const overriding = <T extends object>(target: T, methods: Record<string, unknown>): T =>
  new Proxy(target, {
    get(_, name) {
      if (typeof name === "string" && Object.hasOwn(methods, name)) return methods[name];
      const member: unknown = Reflect.get(target, name, target);
      return typeof member === "function" ? member.bind(target) : member;
    },
  });
