// D1 with every trip counted. Drizzle's `batch` and D1's own `raw` and `first` drop `meta`, so the count is taken below them.

import type { D1, D1Answer, D1Meta, D1Session, D1Statement } from "./bindings.ts";
import type { Recorder } from "./recorder.ts";

/** A database or session that counts. Statements of it can only be batched by it. */
export function countedD1(d1: D1, recorder: Recorder): D1 {
  return { ...countedTrips(d1, recorder), withSession: (constraint) => countedSession(d1, recorder, constraint) };
}

function countedSession(d1: D1, recorder: Recorder, constraint: string | undefined): D1Session {
  const session = d1.withSession(constraint);
  return { ...countedTrips(session, recorder), getBookmark: () => session.getBookmark() };
}

const countedTrips = (client: Pick<D1Session, "prepare" | "batch">, recorder: Recorder) => ({
  prepare: (sql: string): D1Statement => new CountedStatement({ plain: client.prepare(sql), sql, recorder }),
  batch: (statements: D1Statement[]) =>
    recorder.time(
      "d1",
      () => client.batch(statements.map((statement) => ofOurs(statement).plain)),
      (answers) => answers.map(({ meta }, n) => rowsOf(meta, ofOurs(statements[n]).sql)),
    ),
});

function ofOurs(statement: D1Statement | undefined): CountedStatement {
  if (statement instanceof CountedStatement) return statement;
  throw new Error("a batch takes statements of its own database only");
}

const rowsOf = ({ rows_read = 0, rows_written = 0 }: D1Meta, sql: string) => ({
  rowsRead: rows_read,
  rowsWritten: rows_written,
  sql,
});

class CountedStatement implements D1Statement {
  readonly plain: D1Statement;
  readonly sql: string;
  readonly #recorder: Recorder;

  constructor({ plain, sql, recorder }: { plain: D1Statement; sql: string; recorder: Recorder }) {
    this.plain = plain;
    this.sql = sql;
    this.#recorder = recorder;
  }

  bind(...values: unknown[]): D1Statement {
    return new CountedStatement({ plain: this.plain.bind(...values), sql: this.sql, recorder: this.#recorder });
  }

  all(): Promise<D1Answer> {
    return this.#recorder.time(
      "d1",
      () => this.plain.all(),
      ({ meta }) => [rowsOf(meta, this.sql)],
    );
  }

  run(): Promise<D1Answer> {
    return this.all();
  }

  /** Columns have names of their own in every query of ours, as D1's batches demand. */
  async raw(): Promise<unknown[][]> {
    return (await this.all()).results.map((row) => Object.values(row));
  }

  async first(column?: string): Promise<unknown> {
    const [row] = (await this.all()).results;
    if (row === undefined) return null;
    return column === undefined ? row : row[column];
  }
}
