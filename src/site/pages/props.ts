import type { Shell } from "../views";
import type { Words } from "../words";

/** What every part of a page is given: the frame it stands in, and the words it speaks. */
export interface Frame {
  shell: Shell;
  words: Words;
}

/** What a page is made from. */
export interface PageProps<View> extends Frame {
  view: View;
}
