// What a token may do: each scope includes those before it.

export const SCOPES = ["read", "write", "publish", "admin"] as const;
export type Scope = (typeof SCOPES)[number];

/** Someone who was recognised, and what they may do. */
export interface Principal {
  /** As the audit log and revisions name them. */
  name: string;
  scope: Scope;
  /** Names what they showed: each has a limit of its own. */
  limitKey: string;
}

export const includes = (scope: Scope, needed: Scope): boolean => SCOPES.indexOf(scope) >= SCOPES.indexOf(needed);

export const mayDo = ({ scope }: Principal, needed: Scope): boolean => includes(scope, needed);
