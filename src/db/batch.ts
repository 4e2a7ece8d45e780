// A D1 batch that is put together piece by piece: one transaction, and each piece's result by its own name.

import type { BatchItem } from "drizzle-orm/batch";
import type { Database } from "./client";

type Statement = BatchItem<"sqlite">;

export class Batch {
  readonly #db: Database;
  readonly #statements: Statement[] = [];
  #results: readonly unknown[] | null = null;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Adds a statement; the function that comes back gives its result once the batch has run. */
  add<T extends Statement>(statement: T): () => T["_"]["result"] {
    const place = this.#statements.push(statement) - 1;
    return () => {
      if (this.#results === null) throw new Error("the batch has not run");
      // Drizzle maps results by place; the array's type cannot say which is which.
      return this.#results[place] as T["_"]["result"];
    };
  }

  addAll(statements: readonly Statement[]): void {
    this.#statements.push(...statements);
  }

  /** Runs all statements as one transaction. Throws, and changes nothing, when one of them fails. */
  async run(): Promise<void> {
    const [first, ...rest] = this.#statements;
    if (first !== undefined) this.#results = await this.#db.batch([first, ...rest]);
  }
}
