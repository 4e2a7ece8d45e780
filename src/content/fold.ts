// One spelling for all that search takes as the same: case, width, accents, traditional and simplified characters.
// The index, the query and the highlights all go through it, so what is found is also marked.

import TO_SIMPLIFIED from "opencc-js/dict/TSCharacters";

const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;
/** Accents of alphabets; marks that tell letters apart, such as those of Kana or Thai, stand elsewhere. */
const ACCENTS = /[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]/g;
const IDEOGRAPHS = /[\u3400-\u9fff\u{20000}-\u{3ffff}]/gu;

const simplified = new Map(
  TO_SIMPLIFIED.split("|").flatMap((pair) => {
    const [from = "", to = from] = pair.split(" ");
    return from === to ? [] : [[from, to] as const];
  }),
);

/** A text as search compares it. Folding piece by piece gives the same, if no piece begins with a mark. */
export function fold(text: string): string {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replace(ACCENTS, "")
    .normalize("NFC")
    .replace(INVISIBLE, "")
    .replaceAll("ς", "σ")
    .replace(IDEOGRAPHS, (character) => simplified.get(character) ?? character);
}

export interface Folded {
  text: string;
  /** For each UTF-16 unit of `text`, and for its end, the place in the original that it comes from. */
  places: readonly number[];
}

/** A letter with its marks, a half-width Kana with its voicing among them. */
const CLUSTER = /[\s\S][\p{M}\uff9e\uff9f]*/gu;

/** The folded text, with where each of its characters stood. */
export function foldWithPlaces(text: string): Folded {
  const parts: string[] = [];
  const places: number[] = [];
  for (const { 0: cluster, index } of text.matchAll(CLUSTER)) {
    const part = foldCluster(cluster);
    parts.push(part);
    for (let unit = 0; unit < part.length; unit++) places.push(index);
  }
  return { text: parts.join(""), places: [...places, text.length] };
}

/** What clusters fold to, since a page folds the same few thousand again and again. A cache, emptied when it is full. */
const folded = new Map<string, string>();
const CLUSTERS_KEPT = 8_000;

function foldCluster(cluster: string): string {
  const known = folded.get(cluster);
  if (known !== undefined) return known;
  if (folded.size >= CLUSTERS_KEPT) folded.clear();
  const part = fold(cluster);
  folded.set(cluster, part);
  return part;
}
