// What one request costs: how many times, one after the other, it waited, and what each part was asked.

export interface Cost {
  /** The longest chain of calls of which each began after the one before had ended. Calls that overlap count once. */
  waits: number;
  /** D1 rows read at the first wait, at the second … */
  rowsByWait: number[];
  rowsRead: number;
  rowsWritten: number;
  /** Trips to D1: a batch is one. */
  trips: number;
  /** D1 rows that each statement read, in order. */
  rowsByStatement: number[];
  kvGets: number;
  kvPuts: number;
  objectCalls: number;
  fileCalls: number;
  /** The statement that read most rows. */
  dearest: { rowsRead: number; sql: string };
  /** D1 rows that objects read for themselves while this request ran. */
  rowsInObjects: number;
}

export type Part = "d1" | "kvGets" | "kvPuts" | "objectCalls" | "fileCalls";

/** What one statement read and wrote. */
interface Rows {
  rowsRead: number;
  rowsWritten: number;
  sql: string;
}

/** Counts for one request. What has not ended when the answer is ready was not waited for, so it does not count. */
export class Recorder {
  #waits = 0;
  readonly #rowsByWait: number[] = [];
  readonly #calls: Record<Part, number> = { d1: 0, kvGets: 0, kvPuts: 0, objectCalls: 0, fileCalls: 0 };
  readonly #rows = { rowsRead: 0, rowsWritten: 0, rowsByStatement: [] as number[] };
  #dearest = { rowsRead: 0, sql: "" };

  get rowsRead(): number {
    return this.#rows.rowsRead;
  }

  /** Runs a call; it is one link longer than the longest chain that had ended when it began. */
  async time<T>(part: Part, work: () => Promise<T>, rowsOf: (result: T) => Rows[] = () => []): Promise<T> {
    const place = this.#waits + 1;
    try {
      const result = await work();
      for (const rows of rowsOf(result)) this.#addRows(place, rows);
      return result;
    } finally {
      this.#calls[part] += 1;
      this.#waits = Math.max(this.#waits, place);
    }
  }

  cost(rowsInObjects: number): Cost {
    const { d1: trips, ...calls } = this.#calls;
    const rowsByWait = Array.from(this.#rowsByWait, (rows) => rows ?? 0);
    return { waits: this.#waits, rowsByWait, ...this.#rows, trips, ...calls, dearest: this.#dearest, rowsInObjects };
  }

  #addRows(place: number, { rowsRead, rowsWritten, sql }: Rows): void {
    this.#rowsByWait[place - 1] = (this.#rowsByWait[place - 1] ?? 0) + rowsRead;
    this.#rows.rowsRead += rowsRead;
    this.#rows.rowsWritten += rowsWritten;
    this.#rows.rowsByStatement.push(rowsRead);
    if (rowsRead > this.#dearest.rowsRead) this.#dearest = { rowsRead, sql };
  }
}
