import assert from 'node:assert/strict';
import {engineFor} from '../../../ts-helpers/src/engines/engines.ts';
import type {WholeLook} from '../../../ts-helpers/src/compose/wholeLook.ts';
import {answering} from './support/answering.ts';

const looked = (kind: 'mysql' | 'mongo', answer: string): Promise<WholeLook> => {
  const {whole} = engineFor(kind);
  assert.ok(whole !== null);
  return whole.look(answering(answer).inside);
};

describe('a server of MySQL or MariaDB', () => {
  const variables = (more: Record<string, string> = {}): string =>
    Object.entries({
      datadir: '/var/lib/mysql/',
      innodb_data_home_dir: '',
      innodb_log_group_home_dir: './',
      innodb_directories: 'NULL',
      log_error: 'stderr',
      log_bin_basename: '/var/log/bin/x',
      tmpdir: '/tmp',
      port: '3307',
      skip_networking: 'OFF',
      wsrep_on: 'OFF',
      group_replication_group_name: '',
      followed: '0',
      ...more,
    })
      .map(([name, value]) => `${name}\t${value}`)
      .join('\n');
  const tie = async (more: Record<string, string>) => (await looked('mysql', variables(more))).tie;

  it('says where it keeps what it has, and what it writes besides', async () => {
    assert.deepEqual(await looked('mysql', variables()), {
      folder: '/var/lib/mysql',
      elsewhere: [],
      writes: ['/var/log/bin/x', '/tmp'],
      tie: undefined,
      port: 3307,
    });
  });

  it('says what of it lies somewhere else', async () => {
    const {elsewhere} = await looked(
      'mysql',
      variables({
        innodb_undo_directory: '/fast',
        innodb_directories: '/a;/var/lib/mysql/b',
        linked: '/var/lib/mysql//shop/t.isl',
      }),
    );
    assert.deepEqual(elsewhere, ['/fast', '/a', '/var/lib/mysql/shop/t.isl']);
  });

  it('is not restored alone where others go by it, or it by others, or nobody can ask it', async () => {
    assert.equal(await tie({}), undefined);
    assert.equal(await tie({follows: 'yes'}), 'it follows another server');
    assert.match((await tie({follows: 'untold'})) ?? '', /may not see/);
    assert.equal(await tie({followed: '2'}), 'other servers follow it');
    assert.equal(await tie({wsrep_on: 'ON'}), 'it is one of a cluster');
    assert.equal(await tie({group_replication_group_name: 'a'}), 'it is one of a cluster');
    assert.match((await tie({skip_networking: 'ON'})) ?? '', /listens at no port/);
  });

  it('is asked at its own port whether it is ready', () => {
    const {whole, isReady} = engineFor('mysql');
    assert.deepEqual(whole?.isReady(undefined), isReady);
    assert.deepEqual(whole?.isReady(3307), ['env', 'COUNTABLE_PORT=3307', ...isReady]);
  });
});

describe('a server of MongoDB', () => {
  const told = (said: Record<string, string>) =>
    looked('mongo', `noise\ncountable: ${JSON.stringify(said)}\n`);

  it('says where it keeps what it has', async () => {
    const {folder, writes, tie} = await told({
      folder: '/bitnami/mongodb/data/db',
      log: '/var/log/m.log',
      set: '',
      kind: '',
    });
    assert.deepEqual([folder, writes, tie], ['/bitnami/mongodb/data/db', ['/var/log/m.log'], undefined]);
    assert.equal((await told({folder: '', log: '', set: '', kind: ''})).folder, '/data/db');
  });

  it('is not restored alone where it is one of several', async () => {
    assert.match((await told({set: 'rs0', kind: ''})).tie ?? '', /replica set rs0/);
    assert.match((await told({set: '', kind: 'isdbgrid'})).tie ?? '', /leads to other servers/);
  });
});

describe('a server of PostgreSQL', () => {
  it('is not restored as a whole: its databases change names', () => {
    assert.equal(engineFor('postgres').whole, null);
  });
});
