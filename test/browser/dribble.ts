// A server between a browser and the site that passes pages on in small pieces, as a slow network does.

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** Each ends at a tag: half a word moves in every browser, when its other half sends it to the next line. */
const PIECE = /.{300}[^<]*/gs;
/** More than a frame, so that a browser paints what it has. */
const PAUSE_MS = 20;
/** Of the connection or of the whole body; the pieces have neither. */
const NOT_PASSED_ON = ["connection", "content-length", "content-encoding", "transfer-encoding", "keep-alive"];

/** Serves `origin` slowly, from an origin of its own. */
export async function dribble(origin: string): Promise<{ origin: string; close: () => void }> {
  const server = createServer((request, response) => {
    passOn(origin, request, response).catch((error) => response.destroy(error));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function passOn(origin: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const answer = await fetch(origin + request.url, { headers: { accept: request.headers.accept ?? "*/*" } });
  const headers = [...answer.headers].filter(([name]) => !NOT_PASSED_ON.includes(name));
  response.writeHead(answer.status, Object.fromEntries(headers));
  if (!answer.headers.get("content-type")?.startsWith("text/html")) {
    response.end(Buffer.from(await answer.arrayBuffer()));
    return;
  }
  const html = await answer.text();
  let sent = 0;
  for (const [piece] of html.matchAll(PIECE)) {
    response.write(piece);
    sent += piece.length;
    await sleep(PAUSE_MS);
  }
  response.end(html.slice(sent));
}
