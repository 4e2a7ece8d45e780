// A call: what it does, how it is made, what it takes, and everything that it can answer.

import { requestHeadersOf } from "../openapi/document";
import { REQUEST_HEADERS } from "../openapi/headers";
import { pathParameters, templateOf } from "../openapi/path-parameters";
import { problemsOf } from "../openapi/problems";
import { PROBLEMS } from "../problem";
import type { ListedCall } from "../resource";
import { curlOf } from "./curl";
import { type Field, fieldsOf } from "./fields";
import { Code, FieldTable, Phrase, Words } from "./parts";
import { problemPath } from "./paths";

interface OperationProps {
  call: ListedCall;
  origin: string;
}

export const Operation = ({ call, origin }: OperationProps) => {
  const { method, path, scope, about } = call;
  return (
    <section class="operation" id={about.operationId} aria-labelledby={`${about.operationId}-name`}>
      <h2 id={`${about.operationId}-name`}>{about.summary}</h2>
      <p class="address">
        <strong>{method}</strong> <code>/api{templateOf(path)}</code>
        <span>{scope === "anyone" ? "no token needed" : `scope ${scope}`}</span>
      </p>
      <Words text={about.description} />
      <Code text={curlOf(call, origin)} />
      <FieldTable caption="Parameters" fields={parametersOf(call)} />
      <RequestBody call={call} />
      <Answers call={call} />
      <Problems call={call} />
    </section>
  );
};

/** What stands in the address, in the query and in headers. */
function parametersOf(call: ListedCall): Field[] {
  const inPath = pathParameters(call.path);
  const headers = requestHeadersOf(call).map((name) => REQUEST_HEADERS[name]);
  const said = (fields: Field[], place: string) =>
    fields.map((field) => ({ ...field, type: `${field.type}, in the ${place}` }));
  return [
    ...said(inPath === null ? [] : fieldsOf(inPath, "input"), "address"),
    ...said(call.about.query === undefined ? [] : fieldsOf(call.about.query, "input"), "query"),
    ...headers.map(({ name, description }) => ({ name, description, type: "a header", isRequired: false, limits: [] })),
  ];
}

/** The body's fields, and all examples but the first one, which the command shows. */
const RequestBody = ({ call: { about } }: { call: ListedCall }) => {
  const content = Object.entries(about.body?.content ?? {});
  const json = about.body?.content["application/json"]?.schema;
  const examples = content.flatMap(([type, { examples = {} }]) =>
    Object.entries(examples).map(([name, value]) => ({ name, type, value })),
  );
  return (
    <>
      {json !== undefined && <FieldTable caption="Body" fields={fieldsOf(json, "input")} />}
      {examples.slice(1).map(({ name, type, value }) => (
        <details>
          <summary>
            Another body: {name} ({type})
          </summary>
          <Code text={shown(value)} />
        </details>
      ))}
    </>
  );
};

const Answers = ({ call: { about } }: { call: ListedCall }) => (
  <>
    {Object.entries(about.answers).map(([status, { description, headers = [], content }]) => (
      <div class="answer">
        <h3>
          {status} <Phrase text={description} />
        </h3>
        {headers.length > 0 && (
          <p>
            With <Phrase text={headers.map((name) => `\`${name}\``).join(", ")} />.
          </p>
        )}
        {Object.entries(content).map(([type, { schema, example }]) => (
          <details>
            <summary>{type}</summary>
            <Code text={shown(example)} />
            <FieldTable caption="Fields" fields={fieldsOf(schema, "output")} />
          </details>
        ))}
      </div>
    ))}
  </>
);

const Problems = ({ call }: { call: ListedCall }) => (
  <div class="answer">
    <h3>Problems</h3>
    <ul class="problems">
      {[...problemsOf(call)]
        .sort(([a], [b]) => a - b)
        .flatMap(([status, names]) => names.map((name) => ({ status, name })))
        .map(({ status, name }) => (
          <li>
            {status} <a href={problemPath(name)}>{PROBLEMS[name][1]}</a>
          </li>
        ))}
    </ul>
  </div>
);

const shown = (example: unknown): string => (typeof example === "string" ? example : JSON.stringify(example, null, 2));
