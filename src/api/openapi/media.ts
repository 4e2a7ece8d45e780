// What the calls of /api/media say of themselves.

import { deletedFileAnswer, fileAnswer, fileListAnswer, usedFileAnswer } from "../schemas/answers/media";
import { mediaListSchema, uploadSchema } from "../schemas/media";
import { type Description, json } from "./description";
import { A_HASH, SHORT_ARTICLE } from "./examples";

const FILE = {
  path: `/media/${A_HASH}/road.png`,
  url: `https://site.example/media/${A_HASH}/road.png`,
  hash: A_HASH,
  name: "road.png",
  type: "image/png",
  bytes: 48211,
  width: 1200,
  height: 800,
  createdAt: "2021-04-08T00:08:38Z",
  by: "ADMIN_TOKEN",
};

export const list: Description = {
  operationId: "listMedia",
  tag: "Media",
  summary: "List the library's files",
  description: "Newest first. Each parameter narrows the list.",
  query: mediaListSchema,
  answers: {
    200: { description: "A page of files.", content: json(fileListAnswer, { items: [FILE], nextCursor: null }) },
  },
};

export const upload: Description = {
  operationId: "uploadMedia",
  tag: "Media",
  summary: "Send an image or a file",
  description:
    "The body is the file itself, at most 25 MiB: PNG, JPEG, GIF, WebP, AVIF, SVG, PDF, MP3 or MP4, told by its content, whatever its `Content-Type`. What it says of places and people beside its picture is taken out. The same file twice is one.",
  query: uploadSchema,
  body: { required: true, isRaw: true, content: { "*/*": {} } },
  answers: {
    200: { description: "The file, which was there already.", headers: ["Location"], content: json(fileAnswer, FILE) },
    201: { description: "The new file.", headers: ["Location"], content: json(fileAnswer, FILE) },
  },
  problems: ["too-large", "unsupported-media-type", "damaged-file", "contended"],
};

export const get: Description = {
  operationId: "getMedia",
  tag: "Media",
  summary: "Read about a file",
  description: "And which articles and standing pages show it.",
  answers: {
    200: {
      description: "The file.",
      content: json(usedFileAnswer, {
        ...FILE,
        usedBy: {
          articles: [{ id: 42, url: SHORT_ARTICLE.url, title: SHORT_ARTICLE.title, places: ["cover"] }],
          pages: [],
          more: false,
        },
      }),
    },
  },
};

export const remove: Description = {
  operationId: "deleteMedia",
  tag: "Media",
  summary: "Delete a file that nothing shows",
  description: "One that an article or a standing page shows is left as it is.",
  answers: { 200: { description: "It is gone.", content: json(deletedFileAnswer, { hash: A_HASH }) } },
  problems: ["in-use"],
};
