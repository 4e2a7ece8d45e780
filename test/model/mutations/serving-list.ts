// How a page is stored, judged, rendered and served (P1, P2, P12, P14, P16), each rule broken. The protocol model must catch it.

import type { Mutation } from "./mutation.ts";

const judge = "src/pages/judge.ts";
const serve = "src/pages/serve.ts";
const page = "src/pages/page.ts";
const kv = "src/pages/kv-store.ts";
const leases = "src/pages/leases.ts";
const within = "src/db/within.ts";

export const SERVING_MUTATIONS: readonly Mutation[] = [
  {
    rule: "P1",
    breaks: "an entry of an older form is taken for a page",
    file: page,
    from: "if (view.getUint32(0) !== MAGIC) return null;",
    to: "",
  },
  {
    rule: "P1",
    breaks: "a key of the build leaves a deploy nothing to fall back on",
    file: serve,
    from: "readPage(request.kv, request.key)",
    to: "readPage(request.kv, request.build + request.key)",
  },
  {
    rule: "P1",
    breaks: "a key without the path brings another page",
    file: kv,
    from: "await sha256Hex(key)",
    to: "await sha256Hex(key.slice(0, 1))",
  },
  {
    rule: "P2",
    breaks: "another build's page is served",
    file: judge,
    from: "page.build !== build || ",
    to: "",
  },
  {
    rule: "P2",
    breaks: "a page is served beyond its until",
    file: judge,
    from: "page.incarnation !== view.incarnation || hasEnded(page, now)",
    to: "page.incarnation !== view.incarnation",
  },
  {
    rule: "P2",
    breaks: "a purged page is served",
    file: judge,
    from: 'if (isPurged(page, view)) return "changed";',
    to: "",
  },
  {
    rule: "P2",
    breaks: "a page is judged by the view from before KV came back",
    file: serve,
    from: "const [inKv, failure] = await this.#askAround(request);",
    to: `const early = this.ledger.view;
    const [inKv, failure] = await this.#askAround(request);
    if (inKv !== null && early !== null && judge(inKv.header, early, { build: request.build, now: request.clock() }) === "current")
      return { outcome: "hit", from: "kv", page: inKv };`,
  },
  {
    rule: "P12",
    breaks: "a page that is known to be purged stands in",
    file: judge,
    from: "&& !isPurged(page, known);",
    to: ";",
  },
  {
    rule: "P12",
    breaks: "a page whose time has come stands in",
    file: judge,
    from: "if (hasEnded(page, now) || now - since > STALE_IF_ERROR_MS) return false;",
    to: "if (now - since > STALE_IF_ERROR_MS) return false;",
  },
  {
    rule: "P12",
    breaks: "a page stands in for days",
    file: judge,
    from: "if (hasEnded(page, now) || now - since > STALE_IF_ERROR_MS) return false;",
    to: "if (hasEnded(page, now)) return false;",
  },
  {
    rule: "P12",
    breaks: "nothing stands in",
    file: serve,
    from: "const page = candidates.find(({ header })",
    to: "const page = [].find(({ header })",
  },
  {
    rule: "P12",
    breaks: "a D1 that hangs is waited for",
    file: within,
    from: "return await Promise.race([work, limit]);",
    to: "return await work;",
  },
  {
    rule: "P12",
    breaks: "a failing D1 is not told from one that answers",
    file: serve,
    from: "if (failure !== null) throw failure.cause;",
    to: "",
  },
  {
    rule: "P14",
    breaks: "every visitor renders",
    file: leases,
    from: "for (let looks = 0; this.#isTaken(key, clock()); looks++) {",
    to: "for (let looks = 0; looks < 0; looks++) {",
  },
  {
    rule: "P14",
    breaks: "a render that hangs keeps its lease for ever",
    file: leases,
    from: "return left > 0 && left <= RENDER_LEASE_MS;",
    to: "return this.#leases.has(key) && left <= RENDER_LEASE_MS;",
  },
  {
    rule: "P14",
    breaks: "a render stops when its visitor is told to come back",
    file: serve,
    from: "    this.memory.set(key, page);\n    const stored",
    to: "    const stored",
  },
  {
    rule: "P16",
    breaks: "every page that is rendered once costs a write",
    file: serve,
    from: "this.#random() < 1 / STORED_BY_CHANCE",
    to: "this.#random() <= 1",
  },
  {
    rule: "P16",
    breaks: "nothing is worth storing",
    file: serve,
    from: 'keep === "head" ||\n      this.#lastRender.wasWithin(WORTH_STORING_MS, key, now) ||',
    to: "",
  },
];
