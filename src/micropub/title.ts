// A title for a note, which has none of its own: its beginning.

import { excerpt } from "../content/excerpt";
import { DEFAULT_HOSTS } from "../content/hosts";
import { renderBody } from "../content/render";
import type { Format } from "./body";

/** In code points: a line of a list. */
const LENGTH = 80;
/** A title is made of so much of the source, in UTF-16 units; reading all of a long one would cost as much as saving it. */
const READ_LENGTH = 2_000;

/** The first line of a text as a reader sees it, cut to a title's length; "" where it has no words. */
export function titleOf({ format, text }: { format: Format; text: string }): string {
  const source = { format, text: text.slice(0, READ_LENGTH).toWellFormed() };
  const rendered = renderBody(source, { images: new Map(), siteOrigin: null, ...DEFAULT_HOSTS });
  return rendered.ok ? excerpt(rendered.text.split("\n", 1)[0] ?? "", { length: LENGTH }) : "";
}
