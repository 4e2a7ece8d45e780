// Every form of dump that is taken.

import { keyedBySite } from "./foreign/keyed-by-site";
import { foreign } from "./foreign/take";
import { type Formats, takingsOf } from "./formats";
import { readGhost } from "./ghost/reader";
import { readMarkdown } from "./markdown/reader";
import { ndjsonFormat } from "./ndjson/format";
import { readWxr } from "./wxr/reader";

export const FORMATS: Formats = {
  ndjson: () => takingsOf(ndjsonFormat),
  wxr: foreign(readWxr),
  ghost: foreign(readGhost),
  markdown: foreign(keyedBySite(readMarkdown)),
};
