// What a token may do: each scope includes those before it. What a person may do: a role has its scope, which caps their tokens'.

export const SCOPES = ["read", "write", "publish", "admin"] as const;
export type Scope = (typeof SCOPES)[number];

export const ROLES = ["author", "editor", "admin"] as const;
export type Role = (typeof ROLES)[number];

/** Someone who was recognised, and what they may do. */
export interface Principal {
  /** As the audit log and revisions name them: a person by their handle, a machine as `token:{name}`. */
  name: string;
  scope: Scope;
  /** What they showed; null: ADMIN_TOKEN, which no table knows. `personId` is null for a machine. */
  token: { id: number; personId: number | null } | null;
}

const SCOPE_OF: Record<Role, Scope> = { author: "write", editor: "publish", admin: "admin" };

/** The most that a role may do. */
export const scopeOf = (role: Role): Scope => SCOPE_OF[role];

export const includes = (scope: Scope, needed: Scope): boolean => SCOPES.indexOf(scope) >= SCOPES.indexOf(needed);

export const lesser = (a: Scope, b: Scope): Scope => (includes(a, b) ? b : a);
