import assert from 'node:assert/strict';
import {CommandFailed, UserError} from '../../../ts-helpers/src/errors/userError.ts';
import {NotProven, notProvenBy} from '../../../ts-helpers/src/verify/failed.ts';

const failed = (...tail: string[]): CommandFailed =>
  new CommandFailed({
    program: 'docker',
    args: [],
    exitCode: 3,
    signal: undefined,
    tail,
    stderr: tail.join('\n'),
  });

describe('a tool that fails on what is restored', () => {
  it('tells against the backup, by the line that says why', () => {
    const error = notProvenBy(
      'the database shop of db cannot be restored',
      failed('begins', 'ERROR:  syntax error', 'ends'),
    );
    assert.ok(error instanceof NotProven);
    assert.deepEqual(error.differences, ['the database shop of db cannot be restored: ERROR:  syntax error']);
  });

  for (const [line, code] of [
    ['ERROR:  could not extend file "base/5/16391": No space left on device', 'DISK_FULL'],
    ['ERROR 1114 (HY000) at line 9: The table is full: No space left on device', 'DISK_FULL'],
    ['HINT:  Check free disk space.', 'DISK_FULL'],
    ["ERROR 1114 (HY000) at line 9: The table 'orders' is full", 'DISK_FULL'],
    ['Failed: shop.orders: (OutOfDiskSpace) available disk space of 0 bytes', 'DISK_FULL'],
    ['ERROR:  out of memory', 'MACHINE_EXHAUSTED'],
    ['runtime/cgo: pthread_create failed: Resource temporarily unavailable', 'MACHINE_EXHAUSTED'],
  ] as const)
    it(`tells of the machine, and not against the backup: ${line}`, () => {
      const error = notProvenBy('the database shop of db cannot be restored', failed(line));
      assert.ok(error instanceof UserError);
      assert.equal(error.code, code);
      assert.match(error.message, /^the database shop of db cannot be restored/i);
    });
});
