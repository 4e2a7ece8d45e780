// What an app asks for, in the words of Micropub's apps, and which of this site's scopes that takes.

import { includes, type Scope } from "../access/scopes";

/** The scopes that mean something here (https://indieweb.org/scope). */
export const KNOWN_SCOPES = ["create", "draft", "update", "delete", "undelete", "media", "read"] as const;
export type KnownScope = (typeof KNOWN_SCOPES)[number];

const NEEDED: Record<KnownScope, Scope> = {
  create: "publish",
  update: "publish",
  delete: "publish",
  undelete: "publish",
  draft: "write",
  media: "write",
  read: "read",
};

export const isKnownScope = (name: string): name is KnownScope => KNOWN_SCOPES.some((known) => known === name);

/**
 * What of it somebody can grant, and the scope of the token that takes; null: it takes none. Who may only write drafts grants
 * those where posts are asked for.
 */
export function grantable(asked: readonly string[], own: Scope): { granted: KnownScope[]; scope: Scope | null } {
  const known = asked.filter(isKnownScope);
  const wished = includes(own, "publish") ? known : known.map((name) => (name === "create" ? "draft" : name));
  const granted = [...new Set(wished)].filter((name) => includes(own, NEEDED[name]));
  const scope = granted.map((name) => NEEDED[name]).reduce<Scope | null>(greater, null);
  return { granted, scope };
}

const greater = (a: Scope | null, b: Scope): Scope => (a === null || includes(b, a) ? b : a);
