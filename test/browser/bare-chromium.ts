// Chromium over its own protocol, without Playwright: which forbids prerendering, and keeps every tab visible.

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { READER } from "../process/npm-start.ts";
import { executablePath } from "./browser.ts";

const FLAGS = [
  ...["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--remote-debugging-port=0"],
  // A page that is prerendered knows no other way to have a plain browser's name, and a headless one's is a bot's.
  `--user-agent=${READER}`,
  // Low on memory, as test machines are, it would not prerender.
  "--enable-features=Prerender2MemoryControls:acceptable_percent_of_system_memory/100",
];

/** A tab, with its page and the one that is prerendered for it. Attached as a tab: an attached page would not prerender. */
export class Tab {
  readonly #browser: BareChromium;
  readonly #target: { targetId: string };
  readonly #session: string;

  constructor(browser: BareChromium, targetId: string, session: string) {
    this.#browser = browser;
    this.#target = { targetId };
    this.#session = session;
  }

  /** The value of an expression in the tab's page. Throws what the page throws. */
  async evaluate(expression: string): Promise<unknown> {
    for (const page of this.#browser.pagesOf(this.#session)) {
      if ((await this.#evaluateIn(page, "document.prerendering")) === false) return this.#evaluateIn(page, expression);
    }
    throw new Error("the tab shows no page");
  }

  /** The paths of the pages that are prerendered for it. */
  async prerendered(): Promise<unknown[]> {
    const pages = this.#browser.pagesOf(this.#session);
    const path = "document.prerendering && location.pathname";
    const paths = await Promise.all(pages.map((page) => this.#evaluateIn(page, path)));
    return paths.filter((one) => one !== false);
  }

  /** Lets a test put a script into pages that are opened from here on. */
  async bypassPolicy(): Promise<void> {
    for (const page of this.#browser.pagesOf(this.#session))
      await this.#browser.send("Page.setBypassCSP", { enabled: true }, page);
  }

  /** Puts it before the others of its window. */
  async bringToFront(): Promise<void> {
    await this.#browser.send("Target.activateTarget", this.#target);
  }

  async #evaluateIn(page: string, expression: string): Promise<unknown> {
    const ask = { expression, returnByValue: true };
    const answer = await this.#browser.send<Evaluated>("Runtime.evaluate", ask, page);
    if (answer.exceptionDetails) throw new Error(JSON.stringify(answer.exceptionDetails));
    return answer.result.value;
  }
}

interface Evaluated {
  result: { value: unknown };
  exceptionDetails?: unknown;
}

export class BareChromium {
  readonly #process: ChildProcess;
  readonly #socket: WebSocket;
  readonly #profile: string;
  readonly #waiting = new Map<number, (answer: string) => void>();
  readonly #tabOfPage = new Map<string, string>();
  #lastId = 0;

  private constructor(process: ChildProcess, socket: WebSocket, profile: string) {
    this.#process = process;
    this.#socket = socket;
    this.#profile = profile;
    socket.addEventListener("message", ({ data }) => this.#hear(String(data)));
  }

  static async launch(): Promise<BareChromium> {
    const profile = await mkdtemp(join(tmpdir(), "edgewise-chromium-"));
    const args = [...FLAGS, `--user-data-dir=${profile}`, "about:blank"];
    // A group of its own, so that it can be ended with all its helpers.
    const child = spawn(executablePath ?? "", args, { detached: true, stdio: ["ignore", "ignore", "pipe"] });
    let said = "";
    const { promise: listening, resolve, reject } = Promise.withResolvers<string>();
    child.stderr.on("data", (chunk) => {
      said += chunk;
      const [, address] = /DevTools listening on (ws:\S+)\s/.exec(said) ?? [];
      if (address !== undefined) resolve(address);
    });
    child.once("exit", () => reject(new Error(`Chromium ended:\n${said}`)));
    const socket = new WebSocket(await listening);
    await once(socket, "open");
    return new BareChromium(child, socket, profile);
  }

  /** Sends a command of the protocol and gives its result. Throws when it fails. */
  async send<Result>(method: string, params: object = {}, sessionId?: string): Promise<Result> {
    const id = ++this.#lastId;
    const { promise, resolve } = Promise.withResolvers<string>();
    this.#waiting.set(id, resolve);
    this.#socket.send(JSON.stringify({ id, method, params, sessionId }));
    const { result, error } = JSON.parse(await promise);
    if (error) throw new Error(`${method}: ${error.message}`);
    return result;
  }

  /** Opens an address in a new tab of the one window, in front of the others or behind. */
  async open(url: string, place: "front" | "background"): Promise<Tab> {
    const options = { url, background: place === "background", forTab: true };
    const { targetId } = await this.send<{ targetId: string }>("Target.createTarget", options);
    const { sessionId } = await this.send<{ sessionId: string }>("Target.attachToTarget", { targetId, flatten: true });
    const attach = { autoAttach: true, waitForDebuggerOnStart: false, flatten: true };
    await this.send("Target.setAutoAttach", attach, sessionId);
    return new Tab(this, targetId, sessionId);
  }

  /** The sessions of the pages in the tab with that session. */
  pagesOf(tab: string): string[] {
    return [...this.#tabOfPage].filter(([, of]) => of === tab).map(([page]) => page);
  }

  async close(): Promise<void> {
    this.#socket.close();
    const ended = once(this.#process, "exit");
    process.kill(-(this.#process.pid ?? 0), "SIGKILL");
    await ended;
    await rm(this.#profile, { recursive: true, force: true, maxRetries: 5 });
  }

  #hear(message: string): void {
    const { id, method, params, sessionId } = JSON.parse(message);
    if (method === "Target.attachedToTarget" && sessionId) this.#tabOfPage.set(params.sessionId, sessionId);
    if (method === "Target.detachedFromTarget") this.#tabOfPage.delete(params.sessionId);
    this.#waiting.get(id)?.(message);
    this.#waiting.delete(id);
  }
}
