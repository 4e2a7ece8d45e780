// Preconditions: what `If-Match` and `If-None-Match` make of an answer, in the order of RFC 9110 §13.2.2.
//
// Nothing here has a modification date. Dates have a resolution of a second, and a page may change twice in one: a 304 by
// date could keep a wrong page for ever. So If-Unmodified-Since (§13.1.4) and If-Modified-Since (§13.1.3) MUST be ignored.
// Ranges of pages are ignored (§14.2 leaves that to us), and If-Range with them (§13.1.5); files have their own (media/ranges.ts).

/** `perform`: as if there were no precondition. */
export type Verdict = "perform" | "not_modified" | "failed";

/**
 * Evaluates a GET's or HEAD's preconditions against the entity tag of its 200. Other answers than 2xx have none to keep
 * (§13.2.1): what is not there answers 404 to `If-None-Match: *` and to `If-Match` alike.
 */
export function evaluatePreconditions(headers: Pick<Headers, "get">, etag: string): Verdict {
  const [ifMatch, ifNoneMatch] = [headers.get("if-match"), headers.get("if-none-match")];
  if (ifMatch !== null && !matches(ifMatch, etag, isSameStrongly)) return "failed";
  if (ifNoneMatch !== null && matches(ifNoneMatch, etag, isSameWeakly)) return "not_modified";
  return "perform";
}

/** About the bytes that a 304 does without (§15.4.5). */
const OF_THE_BYTES = ["content-type", "content-language", "content-encoding", "content-length", "content-disposition"];

/** The answer to preconditions that stop a request, from the headers of the 200 in whose place it stands. */
export function answerStopped(verdict: Exclude<Verdict, "perform">, ok: Headers): Response {
  switch (verdict) {
    case "not_modified": {
      const headers = new Headers(ok);
      for (const name of OF_THE_BYTES) headers.delete(name);
      return new Response(null, { status: 304, headers });
    }
    case "failed": {
      // Never stored: a cache that revalidates a kept 412 by its ETag would be told that it is still good.
      const headers = new Headers({ "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" });
      for (const name of ["etag", "vary", "cache-status"]) {
        const value = ok.get(name);
        if (value !== null) headers.set(name, value);
      }
      return new Response("What is here is not what If-Match names.\n", { status: 412, headers });
    }
  }
}

export interface EntityTag {
  isWeak: boolean;
  /** With its quotes. */
  opaque: string;
}

// §8.8.3: `W/` in capitals, then any visible character but a quote, commas and obs-text among them. §5.6.1.2 has empty
// list elements ignored. The `y` makes each element begin where the last one ended.
const ELEMENT = /[\t ]*(?:(W\/)?("[!#-~\u0080-\uffff]*")[\t ]*)?(?:,|$)/gy;

/** The entity tags of a list; null where any part of it is something else, so that a broken list names nothing by accident. */
export function parseEntityTags(list: string): EntityTag[] | null {
  const tags: EntityTag[] = [];
  let end = 0;
  for (const [element, weak, opaque] of list.matchAll(ELEMENT)) {
    end += element.length;
    if (opaque !== undefined) tags.push({ isWeak: weak !== undefined, opaque });
  }
  return end === list.length ? tags : null;
}

/** Whether a field names an entity tag; `*` names any (§13.1.1, §13.1.2). */
function matches(field: string, etag: string, isSame: (a: EntityTag, b: EntityTag) => boolean): boolean {
  if (field.trim() === "*") return true;
  const [current] = parseEntityTags(etag) ?? [];
  return current !== undefined && (parseEntityTags(field) ?? []).some((tag) => isSame(tag, current));
}

/** Strong and weak comparison (§8.8.3.2). */
const isSameWeakly = (a: EntityTag, b: EntityTag): boolean => a.opaque === b.opaque;
const isSameStrongly = (a: EntityTag, b: EntityTag): boolean => isSameWeakly(a, b) && !a.isWeak && !b.isWeak;
