import assert from 'node:assert/strict';
import fc from 'fast-check';
import {databaseAddress} from '../../../ts-helpers/src/compose/databaseAddress.ts';

const parts = (text: string) => {
  const {kind, user, password, host, port, database} = databaseAddress(text) ?? {};
  return [kind, user, password, host, port, database];
};

describe('the address of a database', () => {
  for (const [text, ...expected] of [
    [
      'postgres://shop:pw@db.example.org:5433/shop',
      'postgres',
      'shop',
      'pw',
      'db.example.org',
      '5433',
      'shop',
    ],
    ['postgresql+psycopg2://shop@db/shop', 'postgres', 'shop', '', 'db', '', 'shop'],
    ['postgis://a:b@[2001:db8::1]:5432/gis', 'postgres', 'a', 'b', '2001:db8::1', '5432', 'gis'],
    [
      'postgres:///shop?host=/var/run/postgresql&user=ada',
      'postgres',
      'ada',
      '',
      '/var/run/postgresql',
      '',
      'shop',
    ],
    ['postgres://a:b@one:5432,two:5433/shop', 'postgres', 'a', 'b', 'one,two', '5432,5433', 'shop'],
    ['mysql2://a:s%23p%40w@db/shop?ssl=true', 'mysql', 'a', 's#p@w', 'db', '', 'shop'],
    ['mariadb://a:p@ss/w@db/shop', 'mysql', 'a', 'p@ss/w', 'db', '', 'shop'],
    ['mariadb://a:p?w@db/shop', 'mysql', 'a', 'p?w', 'db', '', 'shop'],
    ['mysql://a:100%@db/', 'mysql', 'a', '100%', 'db', '', ''],
    ['postgres://a:b@db/shop?user=x@y', 'postgres', 'a', 'b', 'db', '', 'shop'],
    ['mongodb+srv://a:b@cluster.example.org', 'mongo', 'a', 'b', 'cluster.example.org', '', ''],
  ] as const)
    it(`has its parts: ${text}`, () => {
      assert.deepEqual(parts(text), expected);
    });

  for (const text of [
    '',
    'db',
    'redis://db',
    'sqlite:///db.sqlite3',
    'https://db.example.org/',
    'toString://db',
    '://',
  ])
    it(`is none of one that we know: ${JSON.stringify(text)}`, () => {
      assert.equal(databaseAddress(text), undefined);
    });

  it('tells those of MongoDB whose hosts DNS knows', () => {
    assert.deepEqual(
      ['mongodb+srv://h', 'mongodb://h'].map(text => databaseAddress(text)?.isSrv),
      [true, false],
    );
  });

  it('brings back any user and password that were encoded', () => {
    fc.assert(
      fc.property(
        fc.string({unit: 'grapheme', minLength: 1}),
        fc.string({unit: 'grapheme'}),
        (user, password) => {
          const text = `postgres://${encodeURIComponent(user)}:${encodeURIComponent(password)}@db/x`;
          assert.deepEqual(parts(text), ['postgres', user, password, 'db', '', 'x']);
        },
      ),
    );
  });
});
