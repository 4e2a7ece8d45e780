// What an object's own storage is billed for: rows read and written by its SQL, and alarms set.

export interface StorageCost {
  rowsRead: number;
  rowsWritten: number;
  alarmsSet: number;
}

interface Cursor {
  rowsRead: number;
  rowsWritten: number;
}

/** An object's state, as far as it is metered. */
export interface ObjectState {
  storage: {
    sql: { exec(sql: string, ...values: unknown[]): Cursor };
    setAlarm(at: number): Promise<void>;
    deleteAlarm(): Promise<void>;
  };
}

export class StorageMeter {
  /** A cursor knows its rows when it has been read to its end, so it is asked late. */
  readonly #cursors: Cursor[] = [];
  #alarmsSet = 0;

  /** The same state, metered from here on. workerd takes no stand-in for it, so it is changed in its place. */
  watch<State extends ObjectState>(state: State): State {
    const { storage } = state;
    const { sql } = storage;
    const { exec } = sql;
    const { setAlarm } = storage;
    sql.exec = (...values) => {
      const cursor = exec.apply(sql, values);
      this.#cursors.push(cursor);
      return cursor;
    };
    storage.setAlarm = (at) => {
      this.#alarmsSet += 1;
      return setAlarm.call(storage, at);
    };
    return state;
  }

  /** What was used since it was asked last. */
  take(): StorageCost {
    const cursors = this.#cursors.splice(0);
    const cost = {
      rowsRead: cursors.reduce((sum, { rowsRead }) => sum + rowsRead, 0),
      rowsWritten: cursors.reduce((sum, { rowsWritten }) => sum + rowsWritten, 0),
      alarmsSet: this.#alarmsSet,
    };
    this.#alarmsSet = 0;
    return cost;
  }
}
