// No known payload does anything: each goes through the pipeline in both formats, and into a browser that no policy protects.

import type { Browser, BrowserContext } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { renderBody } from "../../src/content/render";
import { executablePath, launch } from "./browser.ts";
import { HTML } from "./payloads/html.ts";
import { MARKDOWN } from "./payloads/markdown.ts";
import { MUTATIONS } from "./payloads/mutations.ts";
import { breachesOf, ORIGIN, PLAYER } from "./payloads/tripwires.ts";

const PAYLOADS = [HTML, MUTATIONS, MARKDOWN].flatMap((classes) => Object.values(classes).flat());
const WAYS = ["document", "script"] as const;

/** Each payload says its number where it runs, and in the host that it asks. */
const numbered = (payload: string, number: number) =>
  payload.replaceAll("alert(1)", `alert(${number})`).replaceAll("canary.example", `p${number}.canary.example`);

/** A breach with the payload that it names by number. */
function withPayload(breach: string): string {
  const [number] = /(?<=\()\d+(?=\))|(?<=\bp)\d+(?=\.canary)/.exec(breach) ?? [];
  return number === undefined ? breach : `${breach}: ${PAYLOADS[Number(number)]}`;
}

function rendered(text: string, format: "markdown" | "html"): string {
  const hosts = { embeds: { hosts: [new URL(PLAYER).host] }, media: { hosts: [] } };
  const body = renderBody({ format, text }, { images: new Map(), siteOrigin: ORIGIN, ...hosts });
  return body.ok ? body.html : "";
}

describe.skipIf(executablePath === null)("the known payloads", () => {
  let browser: Browser;
  let context: BrowserContext;
  beforeAll(async () => {
    browser = await launch();
    context = await browser.newContext({ serviceWorkers: "block" });
  });
  afterAll(() => browser.close());

  it.each(["markdown", "html"] as const)("do nothing when they come as %s", async (format) => {
    const parts = PAYLOADS.map((payload, number) => rendered(numbered(payload, number), format));
    const breaches = await Promise.all(WAYS.map((way) => breachesOf(context, parts, way)));

    expect(PAYLOADS.length).toBeGreaterThan(350);
    expect(breaches.flat().map(withPayload)).toEqual([]);
  });

  it.each(WAYS)("would trip the wires if they were not made safe: as a %s", async (way) => {
    const breaches = await Promise.all(
      UNSAFE.map((payloads) => breachesOf(context, Object.values<string>(payloads), way)),
    );

    for (const [place, payloads] of UNSAFE.entries()) {
      expect(breaches[place]).toEqual(expect.arrayContaining(Object.keys(payloads)));
    }
  });
});

/** What must trip each wire; what leads elsewhere has a page of its own, since only one of it would get there. */
const UNSAFE = [
  {
    "ran alert(1)": "<img src=x onerror=alert(1)>",
    "ran confirm(2)": "<details open ontoggle=confirm(2)>a</details>",
    "ran alert(3)": "<p onmouseover=alert(3)>a</p>",
    "ran alert(4)": '<iframe srcdoc="<script>parent.alert(4)</script>"></iframe>',
    "ran alert(5)": "<script>alert(5)</script>",
    "asked image https://canary.example/6": '<p style="background:url(https://canary.example/6)">a</p>',
    "asked stylesheet https://canary.example/7": "<style>@import url(https://canary.example/7)</style>",
    "asked document https://canary.example/8": '<iframe src="https://canary.example/8"></iframe>',
    "hid config": "<a id=config>a</a>",
    "hid getElementById": "<img name=getElementById>",
  },
  { "ran prompt(9)": '<a href="java\nscript:prompt(9)">a</a>' },
  { "asked document https://canary.example/10?": '<form action="https://canary.example/10"><button>a</button></form>' },
  {
    "asked document https://canary.example/11": '<meta http-equiv="refresh" content="0;url=https://canary.example/11">',
  },
];
