import {Readable} from 'node:stream';

const LINE_END = 10;
/** Stands before its tables, and once more before its views: https://github.com/mysql/mysql-server/blob/8.4/client/mysqldump.cc, init_dumping */
const CURRENT = '-- Current Database: ';
const DELIMITER = /^DELIMITER (\S+)/;
/** Of a line nothing else is looked at. */
const MOST_JUDGED = 64;

interface Parting {
  /** What of a line has come that cannot be judged yet. */
  held: Buffer;
  isPassing: boolean;
  isInRoutine: boolean;
  /** Databases that were begun: none within what every session begins with, two within the views. */
  begun: number;
  start: Buffer[];
  views: Buffer[];
}

/** A dump without its views, which may be of tables of other databases, and what makes these once all databases are there. */
export const partingDump = (dump: Readable): {tables: Readable; views(): Buffer} => {
  const parting: Parting = {
    held: Buffer.alloc(0),
    isPassing: false,
    isInRoutine: false,
    begun: 0,
    start: [],
    views: [],
  };
  const chunks = async function* (): AsyncGenerator<Buffer> {
    for await (const chunk of dump) yield* tablesIn(parting, chunk as Buffer);
    if (parting.held.length > 0) yield* passed(parting, parting.held);
  };
  const views = () =>
    parting.begun < 2 ? Buffer.alloc(0) : Buffer.concat([...parting.start, ...parting.views]);
  return {tables: Readable.from(chunks(), {objectMode: false}), views};
};

function* tablesIn(parting: Parting, chunk: Buffer): Generator<Buffer> {
  const text = parting.held.length === 0 ? chunk : Buffer.concat([parting.held, chunk]);
  parting.held = Buffer.alloc(0);
  let from = 0;
  for (let at = 0; at < text.length;) {
    const end = text.indexOf(LINE_END, at);
    if (!parting.isPassing) {
      if (end === -1 && text.length - at < MOST_JUDGED) {
        parting.held = text.subarray(at);
        break;
      }
      const before = parting.begun;
      judge(parting, text.toString('latin1', at, Math.min(end === -1 ? text.length : end, at + MOST_JUDGED)));
      if (parting.begun !== before) {
        yield* passed({...parting, begun: before}, text.subarray(from, at));
        from = at;
      }
    }
    parting.isPassing = end === -1;
    at = end === -1 ? text.length : end + 1;
  }
  yield* passed(parting, text.subarray(from, text.length - parting.held.length));
}

const judge = (parting: Parting, line: string): void => {
  const [, mark] = DELIMITER.exec(line) ?? [];
  if (mark !== undefined) parting.isInRoutine = mark !== ';';
  else if (!parting.isInRoutine && line.startsWith(CURRENT)) parting.begun += 1;
};

function* passed({begun, start, views}: Parting, piece: Buffer): Generator<Buffer> {
  if (begun === 0) start.push(piece);
  if (begun < 2) yield piece;
  else views.push(piece);
}
