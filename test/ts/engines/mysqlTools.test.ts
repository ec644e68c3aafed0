import assert from 'node:assert/strict';
import {mysql} from '../../../ts-helpers/src/engines/mysql.ts';
import {answering} from './support/answering.ts';

describe('the tools of MySQL and MariaDB', () => {
  const hex = (text: string) => Buffer.from(text).toString('hex').toUpperCase();
  const looked = (version: string, readsEverything: number) =>
    [
      `version\t${hex(version)}\t0`,
      `owner\t${hex('root')}\t0`,
      `reads everything\t\t${readsEverything}`,
      `database\t${hex('odd\t`name\n')}\t16384`,
      '',
    ].join('\n');

  it('tell what a server holds, whatever its names have in them', async () => {
    const {inside, asked} = answering(looked('10.11.19-MariaDB', 1), `user\t${hex('app@%')}\t0\n`);
    assert.deepEqual(await mysql.look(inside), {
      version: '10.11.19-MariaDB',
      owner: 'root',
      isSuperuser: true,
      databases: [{name: 'odd\t`name\n', bytes: 16384}],
      closed: [],
      roles: ['app@%'],
    });
    assert.equal(asked.length, 2);
  });

  it('ask who may not read all about no users, dump none, and tell what they may not see', async () => {
    const {inside, asked} = answering(looked('8.4.3', 0), 'odd@0009@0060name@000a\nmysql\nhid@002dden\n');
    const look = await mysql.look(inside);
    assert.deepEqual([look.isSuperuser, look.roles, asked.length], [false, [], 2]);
    assert.deepEqual(look.closed, ['hid-den']);
    assert.equal(mysql.dumpRoles(look), null);
  });

  it('are told of what only one of them knows', async () => {
    const of = async (version: string) => {
      const look = await mysql.look(answering(looked(version, 1), '').inside);
      return [...(mysql.dumpRoles(look) ?? []), ...mysql.dump('shop', look)].join(' ');
    };
    const [mariadb, ofMysql] = [await of('10.11.19-MariaDB'), await of('8.4.3')];
    assert.deepEqual([mariadb.includes('--system=users'), mariadb.includes('gtid')], [true, false]);
    assert.deepEqual([ofMysql.includes('--system=users'), ofMysql.includes('gtid')], [false, true]);
    assert.match(ofMysql, /SHOW \$1/);
  });

  it('leave room for the databases to come', () => {
    const words = mysql.makeRoom(['a`b']).map(all => all.at(-1));
    assert.deepEqual(words, [
      '--execute=SET GLOBAL max_allowed_packet = 1073741824',
      '--execute=DROP DATABASE IF EXISTS `a``b`',
    ]);
  });

  it('complain of errors, and of nothing else', () => {
    const text =
      'mysqldump: [Warning] fine\nERROR 1064 (42000) at line 3: syntax\nmariadb-dump: Got error: 1045: denied\n';
    assert.deepEqual(mysql.complaints(text), [
      'ERROR 1064 (42000) at line 3: syntax',
      'mariadb-dump: Got error: 1045: denied',
    ]);
  });
});
