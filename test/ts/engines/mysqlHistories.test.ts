import assert from 'node:assert/strict';
import {mysql} from '../../../ts-helpers/src/engines/mysql.ts';
import {answering} from './support/answering.ts';

const hex = (text: string): string => Buffer.from(text).toString('hex');
const versioned = (...names: string[]): string =>
  names.map(name => `versioned\t${hex(name.replace('.', '\0'))}\t0\n`).join('');

describe('tables of MariaDB that keep what was in them before', () => {
  const look = (version: string, tables: string, byTransaction = '') => {
    const told = `version\t${hex(version)}\t0\nreads everything\t\t1\n${tables}`;
    const {inside, asked} = answering(told, '', byTransaction);
    return mysql.look(inside).then(found => ({found, asked}));
  };

  it('are dumped with it, from 10.11 on', async () => {
    for (const version of ['10.11.0-MariaDB', '11.4.2-MariaDB']) {
      const {found} = await look(version, versioned('shop.prices'));
      assert.deepEqual([found.histories, found.lost], [['shop'], undefined]);
      assert.ok(mysql.dump('shop', found).includes('--dump-history'));
      assert.ok(!mysql.dump('blog', found).includes('--dump-history'));
    }
  });

  it('are told, each, where the tool of an older one dumps them without it', async () => {
    const {found} = await look('10.6.16-MariaDB', versioned('shop.prices', 'shop.orders'));
    assert.equal(found.histories, undefined);
    assert.deepEqual(found.lost, [
      {
        what: 'the history of the table prices of shop',
        why: 'its tool dumps histories from MariaDB 10.11 on, and this is 10.6.16-MariaDB',
      },
      {
        what: 'the history of the table orders of shop',
        why: 'its tool dumps histories from MariaDB 10.11 on, and this is 10.6.16-MariaDB',
      },
    ]);
    assert.ok(!mysql.dump('shop', found).includes('--dump-history'));
  });

  it('are told of a whole database in which one goes by transactions: the tool would fail of it', async () => {
    const byTransaction = `by transaction\t${hex('shop\0trx')}\t0\n`;
    const {found} = await look(
      '10.11.19-MariaDB',
      versioned('blog.t', 'shop.prices', 'shop.trx'),
      byTransaction,
    );
    assert.deepEqual(found.histories, ['blog']);
    assert.deepEqual(
      found.lost?.map(({what}) => what),
      ['the history of the table prices of shop', 'the history of the table trx of shop'],
    );
    assert.match(found.lost?.[0]?.why ?? '', /in which one is kept by transactions, that of trx$/);
  });

  it('cost nothing where there are none', async () => {
    const {found, asked} = await look('10.11.19-MariaDB', '');
    assert.deepEqual([found.histories, found.lost, asked.length], [undefined, undefined, 2]);
  });
});
