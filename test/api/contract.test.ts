// Every answer that is described is given: each example is sent and taken, and each call meets each of its problems. That no call
// gives any other answer is held by the client, in every test (described.ts).

import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { app } from "../../src/app";
import { quietConsole } from "../pages/builders";
import { api, publish, TOKEN } from "./client";
import { type Call, description, expectDescribed, isJson, ORIGIN } from "./described";
import { extraRequests, MEETING, rightRequest, rightRequests, type Sent } from "./requests";

/** Problems that need others who write at the same moment: concurrency.test.ts and idempotency.test.ts have them. */
const OF_OTHERS = new Set(["contended"]);

quietConsole();

const { calls } = await description();

/** What stands in addresses, besides ids. */
const parameters: Record<string, string> = { version: "1", name: "purge" };
/** Ids by the beginning of a path: of an article that shows a file, of a person, of a token. */
const ids: Record<string, number> = {};

/** A token that may only read. */
let reader = "";

/** Makes a call. Throws when the answer is not one that it is described to give. */
async function send({ method, path }: Pick<Call, "method" | "path">, sent: Sent = {}) {
  const id = String(ids[path.split("/")[1] ?? ""]);
  const values: Record<string, string> = { ...parameters, id, ...sent.parameters };
  const address = path.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? name);
  const url = `${ORIGIN}/api${address}${sent.query ?? ""}`;
  const bearer = sent.isByReader ? reader : TOKEN;
  const headers = { authorization: `Bearer ${bearer}`, "cf-connecting-ip": crypto.randomUUID(), ...sent.headers };
  const request = new Request(url, { method, headers, ...(sent.body !== undefined && { body: sent.body }) });
  const response = await app.fetch(request, sent.env ?? env, createExecutionContext());
  await expectDescribed({ method, url }, response);
  const text = await response.text();
  return {
    status: response.status,
    body: isJson(response.headers.get("content-type")) ? JSON.parse(text) : text,
  };
}

/** A file of the library that nothing shows. */
const anUnusedFile = async (): Promise<string> => {
  const upload = { method: "POST", path: "/media" };
  return (await send(upload, await rightRequest({ operationId: "uploadMedia", responses: {} }))).body.hash;
};

const anImport = async (): Promise<number> =>
  (await send({ method: "POST", path: "/import" }, await rightRequest({ operationId: "importDump", responses: {} })))
    .body.id;

/** A right request, to an address where there is something. */
async function right({ operation }: Call): Promise<Sent> {
  const sent = await rightRequest(operation);
  if (operation.operationId === "deleteMedia") return { ...sent, parameters: { hash: await anUnusedFile() } };
  if (operation.operationId === "forgetImport") return { ...sent, parameters: { id: String(await anImport()) } };
  return sent;
}

/** The names of the problems that a call is described to have. */
const problemsOf = ({ operation }: Call): string[] =>
  Object.values(operation.responses).flatMap(({ content }) =>
    Object.keys(content?.["application/problem+json"]?.examples ?? {}),
  );

beforeAll(async () => {
  parameters.hash = await anUnusedFile();
  const file = (await send({ method: "GET", path: "/media/{hash}" })).body;
  ids.articles = (await publish({ cover: { url: file.path } })).id;
  ids.imports = await anImport();
  ids.people = (await api("POST", "/people", { handle: "somebody", name: "Somebody", role: "editor" })).body.id;
  ids.tokens = (await api("POST", "/tokens", { name: "to be revoked", scope: "read" })).body.id;
  reader = String((await api("POST", "/tokens", { name: "reader", scope: "read" })).body.token);
});

describe.each(calls)("$method $path", (call) => {
  const { operation } = call;
  const given = new Set<number>();

  it("takes what its description shows", async () => {
    const { parameters } = await right(call);
    for (const sent of [...(await rightRequests(operation)), ...extraRequests(operation)]) {
      const { status, body } = await send(call, { ...(parameters && { parameters }), ...sent });

      expect([200, 201, 202, 304, ...(sent.env ? [503] : [])], JSON.stringify(body)).toContain(status);
      given.add(status);
    }
  });

  it.each(problemsOf(call).filter((name) => !OF_OTHERS.has(name)))("meets %s", async (name) => {
    const meeting = MEETING[name];
    if (meeting === undefined) throw new Error(`no request meets the problem ${name}: add one to requests.ts`);
    const sent = { ...(await right(call)), ...(await meeting(operation)) };
    if (sent.before !== undefined) expect((await send(call, sent.before)).status).toBeLessThan(300);

    const { status, body } = await send(call, sent);

    expect(body.type, JSON.stringify(body)).toBe(`/problems/${name}`);
    given.add(status);
  });

  it("gives every answer that is described", () => {
    const open = Object.keys(operation.responses).filter((status) => !given.has(Number(status)));

    expect(open).toEqual([]);
  });
});
