// Previews, as the API answers them.

import * as z from "zod";
import { instant, uri } from "./parts";

export const renderedAnswer = z
  .object({ html: z.string().describe("As a page would show it.") })
  .meta({ id: "Rendered" });

export const previewLinkAnswer = z.object({ url: uri, expiresAt: instant }).meta({ id: "PreviewLink" });
