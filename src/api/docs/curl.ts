// A call as it is made at a terminal.

import type { z } from "zod";
import { exampleIn, pathParameters } from "../openapi/path-parameters";
import type { ListedCall } from "../resource";

/** The command, in the lines of a POSIX shell. */
export function curlOf(call: ListedCall, origin: string): string {
  const { method, scope, about } = call;
  const lines = [`curl ${method === "GET" ? "" : `-X ${method} `}${quoted(origin + addressOf(call))}`];
  if (scope !== "anyone") lines.push(`-H "Authorization: Bearer $TOKEN"`);
  if (about.ifMatch) lines.push(`-H 'If-Match: "3"'`);
  const [type, media] = Object.entries(about.body?.content ?? {})[0] ?? [];
  const [example] = Object.values(media?.examples ?? {});
  if (about.body?.isRaw) lines.push(...(type === "*/*" ? [] : [`-H 'Content-Type: ${type}'`]), "--data-binary @FILE");
  else if (type !== undefined) lines.push(`-H 'Content-Type: ${type}'`, `-d ${quoted(JSON.stringify(example))}`);
  return lines.join(" \\\n  ");
}

/** A call's address with its example parameters. */
function addressOf({ path, about }: ListedCall): string {
  const parameters: Readonly<Record<string, z.core.$ZodType>> = pathParameters(path)?.shape ?? {};
  const filled = path.replace(/:(\w+)/g, (_, name: string) => String(exampleIn(parameters[name]) ?? name));
  return `/api${filled}${about.operationId === "uploadMedia" ? "?name=road.png" : ""}`;
}

/** In single quotes, which a shell reads as they are. */
const quoted = (text: string): string =>
  /^[\w:/.?=&-]+$/.test(text) && !/[?&]/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
