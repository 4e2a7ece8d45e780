// Every way in which a publishing command can fail: values, so that each door must answer each of them.

import type { Scope } from "../access/scopes";

export type PublishingFailure =
  | { reason: "not_found" }
  | { reason: "forbidden"; needed: Scope; detail: string }
  | { reason: "edited_meanwhile"; version: number }
  /** Too many editors at once, even for "the last write stands". */
  | { reason: "contended" }
  | { reason: "invalid"; errors: FieldError[] }
  | { reason: "too_large"; what: string; limitBytes: number };

export interface FieldError {
  /** The field's name, or its path such as `source/url`. */
  field: string;
  detail: string;
}

export type Outcome<T> = ({ ok: true } & T) | { ok: false; failure: PublishingFailure };

export const failed = (failure: PublishingFailure): { ok: false; failure: PublishingFailure } => ({
  ok: false,
  failure,
});

export const invalid = (field: string, detail: string) => failed({ reason: "invalid", errors: [{ field, detail }] });
