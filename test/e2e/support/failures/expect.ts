import assert from 'node:assert/strict';
import {catalogue, type ErrorCode} from '../../../../ts-helpers/src/errors/userError.ts';
import {type Row, runRow} from './row.ts';

/** What hangs does so for longer, and what does not may take long on a slow machine. */
const ENDED_SECONDS = 150;

/** Each row comes to what it says, in time, with the exit code of it, and never to a mistake of ours. */
export const expectRows = (rows: readonly Row[]): void => {
  for (const row of rows) {
    it(`ends in ${row.codes[0]} when ${row.what}`, async () => {
      const {code, exitCode, stdout, stderr, seconds} = await runRow(row);
      const told = `${stderr.slice(-3_000)}\n${stdout.slice(-1_000)}`;
      assert.ok(!/INTERNAL|^\s+at .+:\d+:\d+\)?$/m.test(told), told);
      assert.ok(row.codes.includes(code), `${code}: ${told}`);
      assert.equal(exitCode, code === 'passed' ? 0 : catalogue[code as ErrorCode].exit);
      if (row.says) assert.match(`${stderr}\n${stdout}`, row.says);
      assert.ok(seconds < ENDED_SECONDS, `${seconds} s: ${told}`);
    });
  }
};
