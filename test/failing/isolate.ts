// An isolate of its own that runs the whole Worker, with bindings of its own.

import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { app } from "../../src/app";
import type { Env } from "../../src/env";
import type { Ledger } from "../../src/pages/ledger";
import { PageServer } from "../../src/pages/serve";
import { type Memory, runIn } from "./memory";

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  /** How long the visitor waited. */
  ms: number;
}

export class Isolate {
  readonly #memory: Memory = { pageServer: new PageServer(), ahead: 0 };
  readonly #contexts: ExecutionContext[] = [];

  get ledger(): Ledger {
    return this.#memory.pageServer.ledger;
  }

  putClockForward(ms: number): void {
    this.#memory.ahead += ms;
  }

  ask(request: Request, env: Env): Promise<Answer> {
    const context = createExecutionContext();
    this.#contexts.push(context);
    return runIn(this.#memory, async () => {
      const began = performance.now();
      const response = await app.fetch(request, env, context);
      const ms = performance.now() - began;
      const text = new TextDecoder().decode(await response.arrayBuffer());
      return { status: response.status, headers: response.headers, text, ms };
    });
  }

  /** Until all that went on after the answers is done. */
  async settled(): Promise<void> {
    await Promise.all(this.#contexts.splice(0).map(waitOnExecutionContext));
  }
}
