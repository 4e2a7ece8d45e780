// What isolates remember: each its own pages, and its own time, in the place of what the module under test holds.

import { AsyncLocalStorage } from "node:async_hooks";
import * as isolate from "../../src/pages/isolate";
import { PageServer } from "../../src/pages/serve";

export interface Memory {
  pageServer: PageServer;
  /** By how much its clock is ahead, in ms. */
  ahead: number;
}

const running = new AsyncLocalStorage<Memory>();
/** Of the Worker that tests reach by `exports`. */
const worker = new PageServer();
const { now } = Date;

// Modules read an import anew at each use, so that each request finds the pages of the isolate that it is in.
Object.defineProperty(isolate, "pageServer", { get: () => running.getStore()?.pageServer ?? worker });
Date.now = () => now() + (running.getStore()?.ahead ?? 0);

/** Does the work in the isolate that remembers this. */
export const runIn = <T>(memory: Memory, work: () => Promise<T>): Promise<T> => running.run(memory, work);
