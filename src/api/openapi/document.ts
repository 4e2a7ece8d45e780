// The OpenAPI 3.1 document, made from the table of calls and the schemas that check them.

import * as z from "zod";
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from "zod-openapi";
import { PROBLEMS, type ProblemName } from "../problem";
import type { ListedCall } from "../resource";
import type { Answer, Body } from "./description";
import { HEADERS, type HeaderName, REQUEST_HEADERS, type RequestHeaderName } from "./headers";
import { INFO } from "./info";
import { lean } from "./lean";
import { pathParameters, templateOf } from "./path-parameters";
import { exampleOf, schemaOf } from "./problem-schemas";
import { PROBLEM_TEXTS } from "./problem-texts";
import { hasValidator, problemsOf, takesKey } from "./problems";
import { TAGS } from "./tags";

export type OpenApiDocument = ReturnType<typeof createDocument>;

/** Where nobody else can reach the site: a description that is kept would not say where it is. */
const LOCAL = /^https?:\/\/(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?$/;

/** The base of all addresses: absolute, so that a copy still knows it; relative where the site is only this machine's. */
const serverOf = (origin: string): string => (LOCAL.test(origin) ? "/api" : `${origin}/api`);

/** The whole description, of the site at this origin. */
export function describeApi(calls: readonly ListedCall[], origin: string): OpenApiDocument {
  const paths: ZodOpenApiPathsObject = {};
  for (const call of calls) {
    const path = templateOf(call.path);
    paths[path] = { ...paths[path], [call.method.toLowerCase()]: operationOf(call) };
  }
  const names = new Set(calls.flatMap((call) => [...problemsOf(call).values()].flat()));
  return createDocument(
    {
      openapi: "3.1.1",
      info: { ...INFO, contact: { name: "Who runs this site", url: origin } },
      servers: [{ url: serverOf(origin), description: "This site." }],
      tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
      security: [{ bearer: [] }],
      paths,
      components: {
        securitySchemes: { bearer: { type: "http", scheme: "bearer", description: "A token with a scope." } },
        headers: HEADERS,
        parameters: REQUEST_HEADERS,
        examples: Object.fromEntries([...names].map((name) => [name, exampleOf(name)])),
      },
    },
    { override: lean },
  );
}

function operationOf(call: ListedCall): ZodOpenApiOperationObject {
  const { scope, about } = call;
  const path = pathParameters(call.path);
  const headers = requestHeadersOf(call);
  return {
    operationId: about.operationId,
    tags: [about.tag],
    summary: about.summary,
    description: `${about.description}\n\n${scope === "anyone" ? "Needs no token." : `Needs the scope \`${scope}\`.`}`,
    ...(scope === "anyone" ? { security: [] } : { "x-scope": scope }),
    requestParams: { ...(path && { path }), ...(about.query && { query: about.query }) },
    ...(headers.length > 0 && { parameters: headers.map((name) => ({ $ref: `#/components/parameters/${name}` })) }),
    ...(about.body && { requestBody: requestBodyOf(about.body) }),
    responses: responsesOf(call),
  };
}

/** The headers that a call takes besides the usual ones. */
export function requestHeadersOf(call: ListedCall): RequestHeaderName[] {
  if (call.about.ifMatch) return takesKey(call) ? ["If-Match", "Idempotency-Key"] : ["If-Match"];
  if (hasValidator(call)) return ["If-Match", "If-None-Match"];
  return takesKey(call) ? ["Idempotency-Key"] : [];
}

const requestBodyOf = ({ required, content }: Body) => ({
  required,
  content: Object.fromEntries(
    Object.entries(content).map(([type, { schema, examples = {} }]) => [
      type,
      {
        ...(schema && { schema }),
        ...(Object.keys(examples).length > 0 && {
          examples: Object.fromEntries(Object.entries(examples).map(([name, value]) => [name, { value }])),
        }),
      },
    ]),
  ),
});

function responsesOf(call: ListedCall): ZodOpenApiOperationObject["responses"] {
  const answers = Object.entries(call.about.answers).map(([status, answer]) => [status, answerOf(answer, call)]);
  const notModified = {
    description: "It is still the version that `If-None-Match` names.",
    headers: headersOf(["ETag"]),
  };
  const problems = [...problemsOf(call)].map(([status, names]) => [String(status), problemResponse(names)]);
  return Object.fromEntries([...answers, ...(hasValidator(call) ? [["304", notModified]] : []), ...problems]);
}

const answerOf = ({ description, headers = [], content }: Answer, call: ListedCall) => ({
  description,
  headers: headersOf(takesKey(call) ? [...headers, "Idempotent-Replayed"] : headers),
  content,
});

const headersOf = (names: readonly HeaderName[]) =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));

/** One answer for all problems of a status: their schemas, and each as an example under its name. */
function problemResponse(names: readonly ProblemName[]) {
  const schemas = [...new Set(names.map(schemaOf))];
  const [first = schemaOf("internal")] = schemas;
  return {
    description: names.map((name) => `\`${name}\`: ${PROBLEMS[name][1]}.`).join(" "),
    headers: headersOf([...new Set(names.flatMap((name) => PROBLEM_TEXTS[name].headers ?? []))]),
    content: {
      "application/problem+json": {
        schema: schemas.length > 1 ? z.union(schemas) : first,
        examples: Object.fromEntries(names.map((name) => [name, { $ref: `#/components/examples/${name}` }])),
      },
    },
  };
}
