import assert from 'node:assert/strict';
import {Readable} from 'node:stream';
import {postgres} from '../../../ts-helpers/src/engines/postgres.ts';

const settled = async (...lines: string[]): Promise<string[]> => {
  const dump = lines.map(line => `${line}\n`).join('');
  const out: Buffer[] = [];
  for await (const piece of postgres.settled?.(
    Readable.from([...Buffer.from(dump)].map(byte => Buffer.from([byte]))),
  ) ?? [])
    out.push(piece as Buffer);
  const text = Buffer.concat(out).toString();
  assert.ok(text.startsWith(dump));
  return text
    .slice(dump.length)
    .split('\n')
    .filter(line => line !== '' && !line.startsWith('--'));
};
const CREATED = ['-- Name: a b; Type: DATABASE; Schema: -; Owner: o', '', 'ALTER DATABASE "a b" OWNER TO o;'];

describe('a dump of PostgreSQL that is loaded', () => {
  it('ends with the settings of its database, which extensions have changed by then', async () => {
    const lines = [
      ...CREATED,
      '-- Name: a b; Type: DATABASE PROPERTIES; Schema: -; Owner: o',
      'ALTER DATABASE "a b" CONNECTION LIMIT = 3;',
      `ALTER DATABASE "a b" SET search_path TO 'x';`,
      `ALTER DATABASE "a b" SET "my.own" TO 'two`,
      `lines';`,
      `ALTER ROLE r IN DATABASE "a b" SET work_mem TO '1MB';`,
      '-- Name: postgis; Type: EXTENSION; Schema: -; Owner: -',
      `ALTER DATABASE "a b" SET work_mem TO '1MB';`,
    ];
    assert.deepEqual(await settled(...lines), [
      'ALTER DATABASE "a b" RESET ALL;',
      `ALTER DATABASE "a b" SET search_path TO 'x';`,
      `ALTER DATABASE "a b" SET "my.own" TO 'two`,
      `lines';`,
    ]);
  });

  it('has none where it had none', async () => {
    assert.deepEqual(await settled(...CREATED), ['ALTER DATABASE "a b" RESET ALL;']);
    assert.deepEqual(await settled('SELECT 1;'), []);
  });
});
