import { expect, it } from "vitest";
import { faviconFor } from "../../../src/look/favicon";
import { whole } from "./every-page";
import { zhSite } from "./fixtures";

const page = <h1>标题</h1>;

it("names its address, its translations, its feed and its icon", () => {
  const html = whole({ shell: zhSite.shell, page });

  expect(html).toContain('<link rel="canonical" href="https://news.example/industry/42"/>');
  expect(html).toContain('<link rel="alternate" hreflang="en" href="https://news.example/en/industry/42"/>');
  expect(html).toContain('<link rel="alternate" type="application/atom+xml" title="丰源电力" href="/feed.xml"/>');
  expect(html).toContain('<link rel="icon" type="image/svg+xml" href="/favicon.svg"/>');
});

it("gives those who share it a title, an image and its size", () => {
  const html = whole({ shell: zhSite.shell, page });

  expect(html).toContain('<meta property="og:type" content="article"/>');
  expect(html).toContain('<meta property="og:image:width" content="1200"/>');
  expect(html).toContain('<meta name="twitter:card" content="summary_large_image"/>');
});

it("keeps itself out of indexes when it has no address of its own", () => {
  const html = whole({ shell: zhSite.shell, head: { canonical: null, image: null }, page });

  expect(html).toContain('<meta name="robots" content="noindex"/>');
  expect(html).not.toContain("canonical");
  expect(html).toContain('<meta name="twitter:card" content="summary"/>');
});

it("keeps all it says in the head inside the head", () => {
  const html = whole({ shell: zhSite.shell, page });

  expect(html.slice(html.indexOf("</head>"))).not.toMatch(/<(link|meta|title)\b/);
});

it("dials the hotline's digits, whatever is written between them", () => {
  const shell = { ...zhSite.shell, hotline: { label: "热线", number: "+86 (400) 820-8820" } };

  expect(whole({ shell, page })).toContain('<a href="tel:+864008208820">+86 (400) 820-8820</a>');
});

it("draws the brand's first character as its icon, escaped", () => {
  expect(faviconFor("丰源电力")).toContain(">丰</text>");
  expect(faviconFor("edgewise")).toContain(">E</text>");
  expect(faviconFor("<script>")).toContain(">&lt;</text>");
  expect(faviconFor("👩‍🚀 News")).toContain(">👩‍🚀</text>");
  expect(faviconFor(" ")).toContain(">·</text>");
});
