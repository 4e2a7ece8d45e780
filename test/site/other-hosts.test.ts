// What the settings say of other sites' frames, pictures and recordings, as editors send it and readers' browsers get it.

import { beforeAll, describe, expect, it } from "vitest";
import { anArticle, api, publish, visit } from "../promises/client";

const BODY =
  '<iframe src="https://player.example/1" title="A film"></iframe><img src="https://pictures.example/a.png" alt="A picture">';
const allow = async (hosts: { embeds?: unknown; media?: unknown }) => {
  const { body } = await api("GET", "/site");
  return api("PUT", "/site", { ...body, ...hosts });
};
const policyOf = async (path: string) => (await visit(path)).headers.get("content-security-policy") ?? "";
const sourcesIn = (policy: string) =>
  policy.split("; ").filter((directive) => /^(?:frame|img|media)-src/.test(directive));

describe("what pages show of other sites", () => {
  let article: { id: number; path: string };
  beforeAll(async () => {
    await allow({ embeds: { hosts: ["player.example"] }, media: { hosts: ["pictures.example", "*.cdn.example"] } });
    article = await publish({ body: BODY, format: "html" });
  });

  it("is in the page's policy, word for word", async () => {
    expect(sourcesIn(await policyOf(article.path))).toEqual([
      "img-src 'self' https://pictures.example https://*.cdn.example data:",
      "media-src 'self' https://pictures.example https://*.cdn.example",
      "frame-src https://player.example",
    ]);
    const html = await (await visit(article.path)).text();
    expect(html).toContain('<iframe src="https://player.example/1"');
    expect(html).toContain('<img src="https://pictures.example/a.png"');
  });

  it("holds for previews too", async () => {
    const { body } = await api("POST", "/preview", { html: BODY.replaceAll(".example", ".elsewhere") });

    expect(body.html).toBe(
      '<span class="embed"><a href="https://player.elsewhere/1" rel="noopener">A film</a></span>' +
        '<a href="https://pictures.elsewhere/a.png" rel="noopener">A picture</a>',
    );
  });

  it("refuses a cover of another host, and takes the site's own", async () => {
    const refused = await api("POST", "/articles", anArticle({ cover: { url: "https://other.example/a.png" } }));
    const taken = await api("POST", "/articles", anArticle({ cover: { url: "https://pictures.example/a.png" } }));

    expect([refused.status, refused.body.errors, taken.status]).toEqual([
      422,
      [
        {
          pointer: "#/cover/url",
          detail: "not of this site, nor of a host that its media.hosts name: pictures.example, *.cdn.example",
        },
      ],
      201,
    ]);
  });

  it("is over for saved texts as soon as the settings say so: no browser loads it, and the next save makes links of it", async () => {
    const { body } = await allow({ embeds: { hosts: [] }, media: { hosts: [] } });
    const policy = await policyOf(article.path);
    await api("PATCH", `/articles/${article.id}`, { body: `${BODY} `, format: "html" });
    const saved = await (await visit(article.path)).text();

    expect(body.purged).toEqual(["site"]);
    expect(sourcesIn(policy)).toEqual(["img-src 'self' data:", "media-src 'self'"]);
    expect(saved).not.toContain("<iframe");
    expect(saved).toContain('<a href="https://pictures.example/a.png" rel="noopener">A picture</a>');
  });

  it.each([
    [{ embeds: { hosts: ["player.example; script-src *"] } }, "#/embeds/hosts/0"],
    [{ embeds: { hosts: null } }, "#/embeds/hosts"],
    [{ media: { hosts: ["a.example", "a.example"] } }, "#/media/hosts"],
    [{ media: {} }, "#/media/hosts"],
  ])("refuses %j", async (hosts, pointer) => {
    const { status, body } = await allow(hosts);

    expect([status, Array.from(Object(body.errors), (error) => Object(error).pointer)]).toEqual([422, [pointer]]);
  });
});
