// How each failure of a publishing command reads on the wire.

import type { PublishingFailure } from "../publishing/failure";
import { pointerTo, problem } from "./problem";
import { scopeNeeded } from "./refusals";

export function failureResponse(failure: PublishingFailure): Response {
  switch (failure.reason) {
    case "not_found":
      return problem("not-found");
    case "forbidden":
      return problem("forbidden", { detail: failure.detail, headers: scopeNeeded(failure.needed) });
    case "edited_meanwhile":
      return problem("edited-meanwhile", {
        detail: `The current version is ${failure.version}: read it again, and send your change with its ETag.`,
        headers: { etag: `"${failure.version}"` },
      });
    case "contended":
      return problem("contended", { detail: "Nothing was changed. Try again.", headers: { "retry-after": "1" } });
    case "too_large":
      return problem("too-large", { detail: `The limit for the ${failure.what} is ${failure.limitBytes} bytes.` });
    case "invalid":
      return problem("invalid-fields", {
        errors: failure.errors.map(({ field, detail }) => ({ pointer: pointerTo(field.split("/")), detail })),
      });
  }
}
