// What the `type` of a problem leads to: what it means, and what helps.

import { exampleOf } from "../openapi/problem-schemas";
import { PROBLEM_TEXTS } from "../openapi/problem-texts";
import { PROBLEMS, type ProblemName } from "../problem";
import { Code, Phrase } from "./parts";
import { problemPath } from "./paths";

export const isProblem = (name: string): name is ProblemName => Object.hasOwn(PROBLEMS, name);

export const ProblemPage = ({ name }: { name: ProblemName }) => {
  const [status, title] = PROBLEMS[name];
  const { meaning, remedy } = PROBLEM_TEXTS[name];
  return (
    <>
      <h1>{title}</h1>
      <p class="address">
        <strong>{status}</strong> <code>{problemPath(name)}</code>
      </p>
      <p>
        <Phrase text={meaning} />
      </p>
      <h2>What helps</h2>
      <p>
        <Phrase text={remedy} />
      </p>
      <h2>How it looks</h2>
      <Code text={JSON.stringify(exampleOf(name).value, null, 2)} />
    </>
  );
};

/** `missing`: a name that was asked for, and is none. */
export const ProblemList = ({ missing }: { missing?: string }) => (
  <>
    <h1>{missing === undefined ? "Problems" : "There is no such problem"}</h1>
    <p>Errors are problems as RFC 9457 has them. Their type is the address of one of these.</p>
    <ul class="calls">
      {Object.entries(PROBLEMS).map(([name, [status, title]]) => (
        <li>
          <a href={problemPath(name)}>{title}</a>
          <code>
            {status} {problemPath(name)}
          </code>
        </li>
      ))}
    </ul>
  </>
);
