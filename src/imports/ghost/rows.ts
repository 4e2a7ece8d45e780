// A Ghost export as a stream of its tables' rows: `{"db":[{"data":{"posts":[…]}}]}`, or without the `db` around it.

import { JSONParser, TokenType } from "@streamparser/json";
import { BrokenDump, type Dump } from "../format";
import { piecesOf } from "../pieces";
import { MAX_ITEM_LENGTH, MAX_JSON_DEPTH, PIECE_BYTES } from "../reader-limits";

export interface Row {
  table: string;
  row: unknown;
}

/** Where rows are. All tables' are taken, so that a long table nobody asks for is let go of row by row. */
const PATHS = ["$.db.*.data.*.*", "$.data.*.*"];

/** The rows in their order. Throws `BrokenDump` where the file is no JSON, or holds no table. */
export async function* rowsIn(dump: Dump): AsyncGenerator<Row> {
  const parser = new JSONParser({ paths: PATHS, keepStack: false, stringBufferSize: PIECE_BYTES });
  let rows: Row[] = [];
  let count = 0;
  let failure: Error | null = null;
  parser.onValue = ({ value, stack }) => {
    rows.push({ table: String(stack.at(-1)?.key), row: value });
  };
  parser.onError = (error) => {
    failure ??= error;
  };
  let depth = 0;
  parser.onToken = ({ token }) => {
    if (token === TokenType.LEFT_BRACE || token === TokenType.LEFT_BRACKET) depth += 1;
    else if (token === TokenType.RIGHT_BRACE || token === TokenType.RIGHT_BRACKET) depth -= 1;
  };
  const take = () => {
    if (depth > MAX_JSON_DEPTH) throw new BrokenDump(`The file has over ${MAX_JSON_DEPTH} values inside each other`);
    if (failure) throw new BrokenDump(`The file is no JSON, or is cut off: ${failure.message}`);
    const taken = rows;
    rows = [];
    count += taken.length;
    return taken;
  };

  let bytesSinceRow = 0;
  for await (const piece of withoutMark(piecesOf(dump))) {
    parser.write(piece);
    const taken = take();
    bytesSinceRow = taken.length > 0 ? 0 : bytesSinceRow + piece.byteLength;
    if (bytesSinceRow > MAX_ITEM_LENGTH) throw new BrokenDump(`The file holds a row of over ${MAX_ITEM_LENGTH} bytes`);
    yield* taken;
  }
  if (!parser.isEnded) parser.end();
  yield* take();
  if (count === 0) throw new BrokenDump("The file is no Ghost export: it holds no tables");
}

/** Without a byte order mark, which JSON has no place for. */
async function* withoutMark(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let isFirst = true;
  for await (const piece of pieces) {
    yield isFirst && piece[0] === 0xef && piece[1] === 0xbb && piece[2] === 0xbf ? piece.subarray(3) : piece;
    isFirst = false;
  }
}
