// The Worker's bindings and settings, as wrangler.toml declares them.

import type { ReadCounter } from "./reads/counter";

export interface Env {
  DB: D1Database;
  PAGES: KVNamespace;
  MEDIA: R2Bucket;
  /** Makes smaller versions of images; where it is missing, whole images are sent. */
  IMAGES?: ImagesBinding;
  /** The outlines of the typeface that share images are set in. */
  TYPE: Fetcher;
  READS: DurableObjectNamespace<ReadCounter>;
  READ_LIMIT: RateLimit;
  WRITE_LIMIT: RateLimit;
  TOKEN_LIMIT: RateLimit;
  VERSION: WorkerVersionMetadata;
  /** The public origin, without a slash at the end; empty: each request's own. */
  PUBLIC_URL: string;
  /** Hosts of older sites whose files an import may fetch, with spaces or commas between; empty: none. */
  IMPORT_HOSTS: string;
  /** Calls of D1, R2 and other sites that a step of an import may make. */
  IMPORT_CALLS: string;
  /** A secret that always has the scope `admin`; unset: only stored tokens open the API. */
  ADMIN_TOKEN?: string;
  /** Names the bundle where no version metadata does (`npm start`). */
  BUILD_ID?: string;
}

/** The site's public origin, without a slash at the end: the operator's, else the request's. */
export const originOf = (env: Env, request: Request): string =>
  env.PUBLIC_URL === "" ? new URL(request.url).origin : env.PUBLIC_URL.replace(/\/+$/, "");

declare global {
  namespace Cloudflare {
    interface Env extends EdgewiseEnv {}
    interface GlobalProps {
      mainModule: typeof import("./worker");
      durableNamespaces: "ReadCounter";
    }
  }
  interface EdgewiseEnv extends Env {}
  // highlight.js's types bring in those of browsers, whose Crypto and SubtleCrypto hide what workerd adds.
  interface Crypto {
    DigestStream: typeof DigestStream;
  }
  interface SubtleCrypto {
    timingSafeEqual(a: ArrayBuffer | ArrayBufferView, b: ArrayBuffer | ArrayBufferView): boolean;
  }
}
