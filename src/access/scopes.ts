// What a token may do: each scope includes those before it.

export const SCOPES = ["read", "write", "publish", "admin"] as const;
export type Scope = (typeof SCOPES)[number];

/** Someone who was recognised, and what they may do. */
export interface Principal {
  /** As the audit log names them. */
  name: string;
  scope: Scope;
}

export const mayDo = ({ scope }: Principal, needed: Scope): boolean => SCOPES.indexOf(scope) >= SCOPES.indexOf(needed);
