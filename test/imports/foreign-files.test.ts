// What becomes here of the files that another system's texts show.

import { describe, expect, it } from "vitest";
import { rows, visit } from "../api/client";
import { aFile, anArticle, aPage, aPdf, article, outcomes, take, works } from "./builders";

describe("files", () => {
  it("of the dump go to the library, and texts name them there", async () => {
    const [file, page] = [aFile({ url: "images/制 图.pdf" }), aPage()];
    const item = anArticle({
      ...{
        body: "[a](images/制 图.pdf) [b](images/gone.pdf)",
        media: [file.url, "images/gone.pdf"],
        cover: { url: file.url, alt: "A" },
      },
    });

    const lines = await take([file, item, { ...page, body: "[a](images/制 图.pdf)", media: [file.url] }]);

    const path = lines[0]?.url ?? "";
    expect([...new Uint8Array(await (await visit(path)).arrayBuffer())]).toEqual([...(file.bytes ?? [])]);
    expect(await article(item.title)).toMatchObject({
      ...{ body: `[a](${path}) [b](images/gone.pdf)`, cover: expect.stringContaining(path) },
    });
    expect(lines[1]?.notes).toEqual(["images/gone.pdf: it is not in the dump"]);
    expect(await (await visit(lines[2]?.url ?? "")).text()).toContain(path);
    const hash = path.split("/")[2];
    expect(await rows("select place from media_uses where hash = ?", hash)).toHaveLength(2);
  });

  const HOST = "www.old.test";
  const at = (path: string) => `https://${HOST}${path}`;

  it("are fetched from the hosts that the operator allows, once, and named wherever the text names them", async () => {
    const asked: string[] = [];
    const fetch = async (url: string) => {
      asked.push(url);
      if (url === at("/moved.pdf")) return new Response(null, { status: 302, headers: { location: "/a.pdf" } });
      return new Response(aPdf("one"));
    };
    const body = `<img src="${at("/a.pdf")}" srcset="${at("/moved.pdf?w=1&amp;h=2")} 2x, //${HOST}/a.pdf 3x"> <a href="/a.pdf">${at("/a.pdfx")}</a>`;
    const item = anArticle({ format: "html", body, media: [at("/a.pdf"), at("/moved.pdf?w=1&h=2")] });
    const listed = aFile({ url: at("/a.pdf"), bytes: null });
    const by = works({ hosts: [HOST], fetch });

    const lines = await take([item, listed], { options: { media: "fetch" }, by });

    const path = lines[1]?.url ?? "";
    expect(path).toMatch(/^\/media\/[0-9a-f]{64}\/a\.pdf$/);
    expect(outcomes(lines)).toEqual(["created", "created"]);
    expect((await article(item.title)).body).toBe(
      `<img src="${path}" srcset="${path} 2x, ${path} 3x"> <a href="${path}">${at("/a.pdfx")}</a>`,
    );
    expect(asked).toEqual([at("/a.pdf"), at("/moved.pdf?w=1&h=2")]);
  });

  it("are not fetched from elsewhere, nor where the operator did not ask for it: they are listed, and stay what they are", async () => {
    const asked: string[] = [];
    const fetch = async (url: string) => {
      asked.push(url);
      return url === at("/away.pdf")
        ? new Response(null, { status: 302, headers: { location: "https://other.test/a.pdf" } })
        : new Response("no", { status: 404 });
    };
    const hosts = [HOST, "127.0.0.1", "[::1]", "printer.local", "10.0.0.1:80"];
    const urls = [
      "https://other.test/a.pdf",
      "http://127.0.0.1/a",
      "http://[::1]/a",
      "http://printer.local/a",
      "ftp://www.old.test/a",
    ];
    const media = [...urls, `https://me:it@${HOST}/a`, at("/away.pdf"), at("/gone.pdf")];
    const item = anArticle({ body: media.join(" "), media });
    const file = aFile({ url: at("/b.pdf"), bytes: null });

    const fetched = await take([item, file], { options: { media: "fetch" }, by: works({ hosts, fetch, calls: 0 }) });
    const listed = await take([file], { by: works({ hosts, fetch }) });

    expect(asked).toEqual([at("/away.pdf"), at("/gone.pdf"), at("/b.pdf")]);
    expect(fetched[0]?.notes).toEqual([
      `${media[0]}: not fetched: other.test is not in IMPORT_HOSTS`,
      `${media[1]}: not fetched: 127.0.0.1 is a private address`,
      `${media[2]}: not fetched: [::1] is a private address`,
      `${media[3]}: not fetched: printer.local is a private address`,
      `${media[4]}: not fetched: only http and https are`,
      `${media[5]}: not fetched: its address holds a password`,
      `${at("/away.pdf")}: it leads to a host that is not allowed`,
      `${at("/gone.pdf")}: it answers 404`,
    ]);
    expect((await article(item.title)).body).toBe(media.join(" "));
    expect([fetched[1]?.outcome, listed[0]?.outcome, listed[0]?.notes]).toEqual([
      "failed",
      "skipped",
      ["not fetched: media=fetch does that"],
    ]);
  });

  it("of one text come over several steps where a step may not make enough calls; each is asked for once", async () => {
    const asked: string[] = [];
    const fetch = async (url: string) => {
      asked.push(url);
      return url.endsWith("3.pdf") ? Promise.reject(new TypeError("down")) : new Response(aPdf());
    };
    const media = [1, 2, 3, 4].map((n) => at(`/several/${n}.pdf`));
    const item = anArticle({ body: media.join("\n"), media });

    const [line] = await take([item], { options: { media: "fetch" }, by: works({ hosts: [HOST], fetch, calls: 0 }) });

    expect(asked).toEqual(media);
    expect([line?.outcome, line?.notes]).toEqual(["created", [`${media[2]}: it can't be reached`]]);
  });

  it("by http that are not fetched are told of, once a text, and are no cover; fetched they are both", async () => {
    const [a, b] = ["http://www.old.test/seen/a.png", "http://www.old.test/seen/b.png"];
    const cover = { url: a, alt: null };
    const html = anArticle({ format: "html", body: `<img alt="" src="${a}"><img src="${b}"><img src="${b}">`, cover });
    const secure = { body: `![](${at("/seen/a.png")}) [a](${a})`, cover: { url: at("/seen/a.png"), alt: null } };
    const [plain, page] = [anArticle(secure), aPage({ body: `![A](${a})` })];

    const lines = await take([html, plain, page]);

    expect(lines.map(({ notes }) => notes.filter((note) => note.includes("https only")))).toEqual([
      [
        `pages show pictures over https only: ${a}, ${b} stay unseen until they are fetched or changed`,
        `its cover is left out until it is fetched: pages show pictures over https only, and it is ${a}`,
      ],
      [],
      [`pages show pictures over https only: ${a} stays unseen until it is fetched or changed`],
    ]);
    expect((await article(html.title)).cover).toBeNull();
    expect((await article(plain.title)).cover).toContain(at("/seen/a.png"));

    const by = works({ hosts: [HOST], fetch: async () => new Response(aPdf("seen")) });
    const [fetched] = await take([{ ...html, media: [a, b] }], { options: { media: "fetch" }, by });

    expect([fetched?.outcome, fetched?.notes]).toEqual(["changed", []]);
    expect((await article(html.title)).cover).toContain("/media/");
  });

  it("are refused by the library's own rules", async () => {
    const lines = await take([aFile({ bytes: new TextEncoder().encode("<html>") })]);

    expect(lines[0]?.notes).toEqual(["its content is of no type that the library takes"]);
  });
});
