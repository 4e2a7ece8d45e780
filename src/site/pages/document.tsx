// The whole page: head, masthead, main, foot. Scripts and styles are constants, so the content security policy knows them.

import { raw } from "hono/html";
import type { Child } from "hono/jsx";
import { css } from "../../look/css";
import { speculationRules } from "../../look/scripts";
import type { Head } from "../views";
import { Foot } from "./foot";
import { HeadTags } from "./head";
import { Masthead } from "./masthead";
import type { Frame } from "./props";

interface DocumentProps extends Frame {
  head: Head;
  children?: Child;
  /** Source of an inline script that runs at the end of the page. */
  script?: string | undefined;
}

export const Document = ({ shell, head, words, children, script }: DocumentProps) => (
  <html lang={shell.lang}>
    <head>
      <HeadTags shell={shell} head={head} />
      <style>{raw(css)}</style>
      <script type="speculationrules">{raw(speculationRules)}</script>
    </head>
    <body>
      <Thumbnail image={head.image} />
      <a class="skip" href="#main">
        {words.skipToContent}
      </a>
      <Masthead shell={shell} words={words} />
      <main id="main" tabindex={-1}>
        {children}
      </main>
      <Foot shell={shell} words={words} feed={head.feed} />
      {script && <script>{raw(script)}</script>}
    </body>
  </html>
);

/**
 * WeChat shows the first image of a page that is over 290 px each way, loaded anew, and that is not itself hidden. This one
 * stands in a box that is, so that no reader loads it.
 */
const Thumbnail = ({ image }: Pick<Head, "image">) =>
  image?.drawn && (
    <div hidden>
      <img
        src={image.drawn.square.src}
        alt=""
        width={image.drawn.square.side}
        height={image.drawn.square.side}
        loading="lazy"
      />
    </div>
  );
