// What the calls that preview say of themselves.

import { previewLinkAnswer, renderedAnswer } from "../schemas/answers/preview";
import { previewLinkSchema, previewSchema } from "../schemas/previews";
import { type Description, json, jsonBody } from "./description";

export const link: Description = {
  operationId: "createPreviewLink",
  tag: "Previews",
  summary: "Make a link to an article",
  description:
    "The link shows the article to whoever has it, whatever its status, until it expires. The body may be left out: then it holds for a day.",
  body: { ...jsonBody(previewLinkSchema, { hour: { expiresIn: 3600 } }), required: false },
  answers: {
    200: {
      description: "The link.",
      content: json(previewLinkAnswer, {
        url: "https://site.example/preview/42.1617926918.dGhpcyBpcyBub3QgYSByZWFsIHNpZ25hdHVyZSBhdCBhbGw",
        expiresAt: "2021-04-09T00:08:38Z",
      }),
    },
  },
};

export const render: Description = {
  operationId: "renderPreview",
  tag: "Previews",
  summary: "Show a text as a page would",
  description: "Markdown or HTML, made into the safe HTML that pages show. Nothing is stored.",
  body: jsonBody(previewSchema, {
    markdown: { markdown: "Some **bold** text." },
    html: { html: "<p>Some <b>bold</b> text.</p>" },
  }),
  answers: {
    200: {
      description: "The HTML.",
      content: json(renderedAnswer, { html: "<p>Some <strong>bold</strong> text.</p>" }),
    },
  },
};
