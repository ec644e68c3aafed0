import assert from 'node:assert/strict';
import {Readable} from 'node:stream';
import {buffer} from 'node:stream/consumers';
import fc from 'fast-check';
import {postgres} from '../../../ts-helpers/src/engines/postgres.ts';
import {dumpOf} from '../verify/support/postgres.ts';

const beside = postgres.beside ?? assert.fail('it has none');

describe('a dump of PostgreSQL that is loaded', () => {
  it('is told of each table before its rows', async () => {
    const told: string[] = [];
    const to = beside.quoted('new');
    const tableBegins = (name: string) => told.push(name);
    const dump = Readable.from([Buffer.from(dumpOf('shop', [1, 2]))]);
    await buffer(beside.renaming(dump, {from: 'shop', to, tableBegins}));
    assert.deepEqual(told, ['public.orders']);
  });

  it('is told of by psql with the rows that each table took, in whatever pieces that comes', () => {
    const said = 'SET\n\nCREATE TABLE\nCOPY 42\n17\nCOPY 0\nCOPYRIGHT 3\n COPY 4\nCOPY 1234567';
    fc.assert(
      fc.property(fc.array(fc.integer({min: 1, max: 20}), {maxLength: 30}), lengths => {
        const {hear, end} = beside.taken();
        let at = 0;
        for (const length of [...lengths, said.length]) {
          hear(Buffer.from(said.slice(at, at + length)));
          at += length;
        }
        assert.deepEqual(end(), [42, 0, 1_234_567]);
      }),
    );
  });
});
