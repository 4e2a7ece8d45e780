// D1's table of the codes by which apps come to tokens (IndieAuth §5).

import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/**
 * A code is known a day longer than it is good for, so that one that is shown twice is told from one that never was; one that a token
 * came of, as long as the token may live.
 */
export const authorizationCodes = sqliteTable("authorization_codes", {
  /** SHA-256 of the code, in hexadecimal. The code itself is stored nowhere. */
  hash: text().primaryKey(),
  clientId: text().notNull(),
  redirectUri: text().notNull(),
  /** Of the app's secret, as S256 makes it (RFC 7636 §4.2). */
  codeChallenge: text().notNull(),
  /** What was granted, as apps call it, parted by spaces; "": only to know who signed in. */
  granted: text().notNull(),
  /** The scope of the token that the code is good for; null: for none. */
  scope: text({ enum: ["read", "write", "publish", "admin"] }),
  /** Whose token it will be; null: a machine's. */
  personId: integer(),
  /** Who granted it, as the audit log names them. */
  grantedBy: text().notNull(),
  expiresAt: integer().notNull(),
  usedAt: integer(),
  /** The hash of the token that it was good for. */
  tokenHash: text(),
});
