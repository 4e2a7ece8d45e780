// The baseline: a Worker that answers one page's own bytes and headers as constants, on the same bindings and in the same way.

import type { Build } from "../scripts/build.ts";

/** A Worker that answers `page` to everything, or 304 to whoever sends `If-None-Match`. */
export async function bareBuild(page: Response): Promise<Build> {
  const bytes = Buffer.from(await page.arrayBuffer()).toString("base64");
  const headers = [...page.headers].filter(
    ([name]) => !/^(?:content-length|transfer-encoding|date|connection)$/.test(name),
  );
  const code = `
    import { DurableObject } from "cloudflare:workers";
    const bytes = Uint8Array.fromBase64("${bytes}");
    const headers = ${JSON.stringify(headers)};
    export class ReadCounter extends DurableObject {}
    export default {
      fetch(request) {
        if (request.headers.has("if-none-match")) return new Response(null, { status: 304, headers });
        return new Response(bytes, { headers, encodeBody: "manual" });
      },
    };`;
  return { code, id: "bare" };
}
