// The web editor's door, /admin: one page that writes through the API with the editor's own token.

import { Hono } from "hono";
import { raw } from "hono/html";
import type { Env } from "../env";
import { renderPage } from "../look/render-page";
import { inlinePolicy } from "../look/security";
import { UnlistedHead, unlistedHeaders } from "../look/unlisted-page";
import { editorCss } from "./editor-css";
import { editorScript } from "./editor-script";
import { type EditorWords, en, zh } from "./words";

export const admin = new Hono<{ Bindings: Env }>();

admin.get("/admin", async (c) => {
  const isChinese = /^zh\b|^\s*$/i.test(c.req.header("accept-language") ?? "");
  const body = renderPage(<EditorPage lang={isChinese ? "zh-CN" : "en"} words={isChinese ? zh : en} />);
  return c.body(body, 200, {
    ...unlistedHeaders(await inlinePolicy(editorCss, [editorScript])),
    "cache-control": "no-store",
    vary: "Accept-Language",
  });
});

interface PageProps {
  lang: string;
  words: EditorWords;
}

const EditorPage = ({ lang, words }: PageProps) => (
  <html lang={lang}>
    <UnlistedHead title={`${words.title} · Edgewise`} style={editorCss} />
    <body>
      <header>
        <h1>Edgewise · {words.title}</h1>
        <a href="/">{words.site}</a>
        <button type="button" id="sign-out" hidden>
          {words.signOut}
        </button>
      </header>
      <noscript>
        <p>{words.needsScript}</p>
      </noscript>
      <p id="status" role="status" />
      <SignIn words={words} />
      <Desk words={words} />
      <script type="application/json" id="words">
        {raw(JSON.stringify(words).replaceAll("<", "\\u003c"))}
      </script>
      <script>{raw(editorScript)}</script>
    </body>
  </html>
);

const SignIn = ({ words }: { words: EditorWords }) => (
  <form id="sign-in">
    <label>
      {words.token}
      <input id="token" type="password" autocomplete="off" required aria-describedby="token-hint" />
    </label>
    <small id="token-hint">{words.tokenHint}</small>
    <div class="actions">
      <button class="main" type="submit">
        {words.signIn}
      </button>
    </div>
  </form>
);

const Field = ({ name, words, max }: { name: keyof EditorWords["fields"]; words: EditorWords; max: number }) => (
  <label>
    {words.fields[name]}
    <input id={name} maxlength={max} required={name === "title"} />
  </label>
);

const Desk = ({ words }: { words: EditorWords }) => (
  <main id="desk" hidden>
    <form id="form">
      <div class="actions">
        <h2 id="heading">{words.writing}</h2>
        <a id="see" href="/" hidden>
          {words.see}
        </a>
      </div>
      <Field name="title" words={words} max={200} />
      <div class="row">
        <label>
          {words.fields.section}
          <select id="section" />
        </label>
        <label>
          {words.fields.lang}
          <select id="lang" />
        </label>
        <Field name="kind" words={words} max={20} />
        <Field name="author" words={words} max={100} />
      </div>
      <div class="row">
        <Field name="slug" words={words} max={120} />
        <Field name="tags" words={words} max={2000} />
      </div>
      <label>
        {words.fields.summary}
        <textarea id="summary" maxlength={500} />
      </label>
      <div class="text">
        <label>
          {words.fields.body}
          <textarea id="body" required />
        </label>
        <section aria-label={words.preview}>
          <h2>{words.preview}</h2>
          <div id="preview" />
        </section>
      </div>
      <div class="actions">
        <button class="main" type="submit">
          {words.publish}
        </button>
        <button type="button" id="draft">
          {words.draft}
        </button>
        <button type="button" id="withdraw" hidden>
          {words.withdraw}
        </button>
      </div>
    </form>
    <nav aria-label={words.articles}>
      <h2>{words.articles}</h2>
      <button type="button" id="new">
        {words.newArticle}
      </button>
      <figure>
        <figcaption id="reads-told" />
        <svg id="reads" viewBox="0 0 300 80" role="img" aria-labelledby="reads-told" />
      </figure>
      <ol id="articles" />
    </nav>
  </main>
);
