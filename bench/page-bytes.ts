// A page as it goes over the wire: Node's own fetch would unpack it.

import { get } from "node:http";
import { buffer } from "node:stream/consumers";

/** The compressed bytes of a page, and the headers that came with them. */
export async function pageBytes(url: URL): Promise<{ raw: Uint8Array<ArrayBuffer>; headers: Headers }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ raw: Uint8Array<ArrayBuffer>; headers: Headers }>();
  get(url, { headers: { "accept-encoding": "gzip" } }, (response) => {
    const headers = new Headers();
    for (const [name, value] of Object.entries(response.headers)) {
      if (value !== undefined) headers.set(name, String(value));
    }
    buffer(response).then((bytes) => resolve({ raw: new Uint8Array(bytes), headers }), reject);
  }).on("error", reject);
  return promise;
}
