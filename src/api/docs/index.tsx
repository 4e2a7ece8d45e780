// /api/docs: the description as pages, made on the server; and /problems, to which the `type` of each problem leads.

import { Hono } from "hono";
import { type Env, originOf } from "../../env";
import { slugOfTag, TAGS } from "../openapi/tags";
import { problem } from "../problem";
import type { ListedCall } from "../resource";
import { pageResponse } from "./frame";
import { Operation } from "./operation";
import { CallList, Overview } from "./overview";
import { tagPath } from "./paths";
import { isProblem, ProblemList, ProblemPage } from "./problem-pages";

const readOnly = () =>
  problem("method-not-allowed", { detail: "Use one of: GET, HEAD.", headers: { allow: "GET, HEAD" } });

/** The pages of these calls: all at a glance, a page a group, and each call by its operation's id. */
export function docsOf(calls: readonly ListedCall[]): Hono<{ Bindings: Env }> {
  const docs = new Hono<{ Bindings: Env }>();
  docs.get("/", (c) =>
    pageResponse({
      title: "Overview",
      path: "/api/docs",
      children: <Overview calls={calls} origin={originOf(c.env, c.req.raw)} />,
    }),
  );
  docs.get("/:page", (c) => {
    const page = c.req.param("page");
    const tag = Object.keys(TAGS).find((name) => slugOfTag(name) === page);
    if (tag !== undefined) return tagResponse(tag, calls, originOf(c.env, c.req.raw));
    const call = calls.find(({ about }) => about.operationId === page);
    if (call === undefined)
      return problem("not-found", { detail: "No page has this address. All pages are at /api/docs." });
    return c.redirect(`${tagPath(call.about.tag)}#${page}`, 302);
  });
  docs.all("/", readOnly);
  docs.all("/:page", readOnly);
  return docs;
}

function tagResponse(tag: string, calls: readonly ListedCall[], origin: string): Promise<Response> {
  const its = calls.filter(({ about }) => about.tag === tag);
  const children = (
    <>
      <h1>{tag}</h1>
      <CallList calls={its} />
      {its.map((call) => (
        <Operation call={call} origin={origin} />
      ))}
    </>
  );
  return pageResponse({ title: tag, path: tagPath(tag), children });
}

/** /problems/{name}, and all of them. */
export const problems = new Hono<{ Bindings: Env }>();

problems.get("/", () => pageResponse({ title: "Problems", path: "/problems", children: <ProblemList /> }));
problems.get("/:name", (c) => {
  const name = c.req.param("name");
  if (!isProblem(name))
    return pageResponse({ title: "No such problem", path: "", children: <ProblemList missing={name} /> }, 404);
  return pageResponse({ title: name, path: "", children: <ProblemPage name={name} /> });
});
problems.all("/", readOnly);
problems.all("/:name", readOnly);
