// The first page: what holds for every call, and all calls by their groups.

import { INFO } from "../openapi/info";
import { templateOf } from "../openapi/path-parameters";
import { TAGS } from "../openapi/tags";
import type { ListedCall } from "../resource";
import { Code, Phrase, Words } from "./parts";
import { tagPath } from "./paths";

interface OverviewProps {
  calls: readonly ListedCall[];
  origin: string;
}

export const Overview = ({ calls, origin }: OverviewProps) => (
  <>
    <h1>{INFO.title}</h1>
    <Words text={INFO.description} />
    <Code text={firstCall(origin)} />
    {Object.entries(TAGS).map(([tag, about]) => (
      <section class="operation">
        <h2>
          <a href={tagPath(tag)}>{tag}</a>
        </h2>
        <p>
          <Phrase text={about} />
        </p>
        <CallList calls={calls.filter((call) => call.about.tag === tag)} />
      </section>
    ))}
  </>
);

const firstCall = (origin: string) => `curl ${origin}/api/articles \\
  -H "Authorization: Bearer $TOKEN" \\
  -H "Content-Type: application/json" \\
  -d '{"title": "开业公告", "section": "news", "body": "我们今天开业。"}'`;

/** Links to calls, each with its method and address. */
export const CallList = ({ calls }: { calls: readonly ListedCall[] }) => (
  <ul class="calls">
    {calls.map(({ method, path, about }) => (
      <li>
        <a href={`${tagPath(about.tag)}#${about.operationId}`}>{about.summary}</a>
        <code>
          {method} /api{templateOf(path)}
        </code>
      </li>
    ))}
  </ul>
);
