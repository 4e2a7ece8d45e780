// R1 to R3 and R9, broken: what an isolate sends, answers and leaves out. The tests of reads must catch each.

import type { Mutation } from "./mutation.ts";

const lanes = "src/reads/lanes.ts";
const deliveries = "src/reads/deliveries.ts";
const who = "src/reads/who-counts.ts";
const routes = "src/site/reads.ts";

export const READS_MUTATIONS: readonly Mutation[] = [
  {
    rule: "R1",
    breaks: "a lane sends its next number though the last one is not answered",
    file: lanes,
    from: "if (lane.sending) return lane.sending;",
    to: "",
  },
  {
    rule: "R1",
    breaks: "a lane has as many deliveries under way as there are requests",
    file: lanes,
    from: "(lane) => lane.runner === null || lane.leasedUntil < now",
    to: "() => now > 0",
  },
  {
    rule: "R1",
    breaks: "an isolate has a hundred lanes",
    file: "src/reads/limits.ts",
    from: "export const LANES = 4;",
    to: "export const LANES = 100;",
  },
  {
    rule: "R1",
    breaks: "isolates share a sender",
    file: "src/reads/lane-registry.ts",
    from: "randomSender = (): string => randomBase64url(12)",
    to: 'randomSender = (): string => "isolate"',
  },
  {
    rule: "R2",
    breaks: "a repetition takes along what was queued since",
    file: lanes,
    from: "if (lane.sending) return lane.sending;",
    to: `if (lane.sending) {
    lane.sending.reads += article.queued - article.taken;
    lane.sending.to = article.queued;
    article.taken = article.queued;
    return lane.sending;
  }`,
  },
  {
    rule: "R2",
    breaks: "a repetition has a new number",
    file: lanes,
    from: "if (lane.sending) return lane.sending;",
    to: `if (lane.sending) {
    lane.sequence += 1;
    lane.sending.sequence = lane.sequence;
    return lane.sending;
  }`,
  },
  {
    rule: "R2",
    breaks: "a delivery that was not answered is forgotten",
    file: deliveries,
    from: 'if (!("failed" in answer)) {',
    to: 'if ("failed" in answer) settleDelivery(run.lane, sending);\n      else {',
  },
  {
    rule: "R2",
    breaks: "a delivery is sent again on the stub that failed",
    file: deliveries,
    from: "counters.getByName(name).add(delivery)",
    to: `(() => {
        const stub = Reflect.get(article, "stub") ?? counters.getByName(name);
        Reflect.set(article, "stub", stub);
        return stub.add(delivery);
      })()`,
  },
  {
    rule: "R3",
    breaks: "a queued read is answered true",
    file: deliveries,
    from: 'counted: "queued", reads: article.reads',
    to: "counted: true, reads: article.reads",
  },
  {
    rule: "R3",
    breaks: "a delivery takes one read of the queue and drops the others",
    file: lanes,
    from: "if (article.queued === article.taken) return null;",
    to: "if (article.queued === article.taken) return null;\n  article.taken = article.queued - 1;",
  },
  {
    rule: "R3",
    breaks: "a queued request does not stay until its read is in",
    file: deliveries,
    from: "waitUntil(work);",
    to: "if (run) waitUntil(work);",
  },
  {
    rule: "R3",
    breaks: "a queued request only watches",
    file: deliveries,
    from: "run = isDelivered(article, position) ? null : this.#claim(article);",
    to: "run = null;",
  },
  {
    rule: "R3",
    breaks: "a lane whose request died is nobody's for ever",
    file: lanes,
    from: "lane.runner === null || lane.leasedUntil < now",
    to: "lane.runner === null && now >= 0",
  },
  {
    rule: "R3",
    breaks: "a lane that failed is resumed last",
    file: lanes,
    from: "idle.find(({ sending }) => sending !== null)",
    to: "idle.find(({ sending }) => sending === null)",
  },
  {
    rule: "R6",
    breaks: "an object that is down is answered true",
    file: deliveries,
    from: 'if (!isDelivered(article, position)) return { outcome: "down" };',
    to: "",
  },
  { rule: "R9", breaks: "HEAD counts", file: who, from: 'if (method === "HEAD") return "head";', to: "" },
  { rule: "R9", breaks: "a preview counts", file: who, from: 'if (preview) return "preview";', to: "" },
  { rule: "R9", breaks: "the editor counts", file: who, from: 'if (signedIn) return "signed_in";', to: "" },
  {
    rule: "R9",
    breaks: "other sites' pages count",
    file: who,
    from: 'if (site !== null && site !== "same-origin") return "other_site";',
    to: "",
  },
  {
    rule: "R9",
    breaks: "a page that is fetched ahead counts",
    file: who,
    from: 'return "prefetch";',
    to: 'return "counts";',
  },
  { rule: "R9", breaks: "bots count", file: who, from: 'return "bot";', to: 'return "counts";' },
  {
    rule: "R9",
    breaks: "a flood counts",
    file: routes,
    from: "return isWithinLimit(c.env.READ_LIMIT, floodKey(id, raw.headers));",
    to: "return true;",
  },
  {
    rule: "R9",
    breaks: "one reader's flood stops the others",
    file: who,
    from: '`${articleId}:${headers.get("CF-Connecting-IP") ?? ""}`',
    to: "`${articleId}:${headers.length}`",
  },
  {
    rule: "R9",
    breaks: "who is not counted is told no total",
    file: routes,
    from: "return tell(c, id, { counted: false });",
    to: 'return { outcome: "down" };',
  },
  {
    rule: "R9",
    breaks: "an answer may be stored",
    file: routes,
    from: 'c.header("Cache-Control", "no-store");',
    to: "",
  },
];
