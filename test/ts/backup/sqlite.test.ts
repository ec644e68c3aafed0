import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {DatabaseSync} from 'node:sqlite';
import {sqliteIn} from '../../../ts-helpers/src/backup/gather/sqlite.ts';
import {planBackup} from '../../../ts-helpers/src/backup/plan.ts';
import {backupPlan} from '../../../ts-helpers/src/backup/shown.ts';
import {AT, container, facts} from './support/facts.ts';

describe('a database of SQLite in a volume', () => {
  const services = (labels?: Record<string, string>) => ({
    web: {
      image: 'django',
      volumes: [{type: 'volume', source: 'data', target: '/data'}],
      ...(labels && {labels}),
    },
  });
  const known = (labels?: Record<string, string>) => ({
    ...facts({services: services(labels)}),
    volumes: new Set(['data']),
    sqlite: {data: [{service: 'web', file: 'app/shop.sqlite3'}]},
  });

  it('is warned of in the plan by name, where nobody keeps still for it', () => {
    const plan = planBackup(known(), AT);
    assert.deepEqual(plan.live, [{name: 'data/app/shop.sqlite3', service: 'web'}]);
    assert.match(
      backupPlan(plan),
      /\n {3}SQLITE_LIVE: data\/app\/shop\.sqlite3, a database of SQLite, is copied while web may write to it: .* give web the label ca\.countable\.backup=stop/,
    );
  });

  it('is no matter where it is left out', () => {
    const left = known();
    const settings = {...left.settings, leave: ['data']};
    assert.deepEqual(planBackup({...left, settings}, AT).live, []);
  });

  it('is named from the folder that is copied, where that is a part of the mount', () => {
    const bind = {web: {image: 'django', volumes: [{type: 'bind', source: '/srv/shop', target: '/app'}]}};
    const mixed = {
      ...facts({services: bind}),
      own: {'/srv/shop': {is: 'mixed' as const, paths: ['var']}},
      sqlite: {
        '/srv/shop': [
          {service: 'web', file: 'var/a.db'},
          {service: 'web', file: 'tracked.db'},
        ],
      },
    };
    assert.deepEqual(planBackup(mixed, AT).live, [{name: 'var/a.db', service: 'web'}]);
  });

  describe('looked for', () => {
    let folder: string;
    beforeEach(() => {
      folder = mkdtempSync(path.join(tmpdir(), 'countable-sqlite-'));
      mkdirSync(path.join(folder, 'in here'));
      const database = new DatabaseSync(path.join(folder, 'in here', 'shop.db'));
      database.exec('create table t (a)');
      database.close();
      writeFileSync(path.join(folder, 'notes.db'), 'no database');
      writeFileSync(path.join(folder, 'empty.sqlite3'), '');
    });
    afterEach(() => {
      rmSync(folder, {recursive: true});
    });

    /** What a container runs, this machine runs. */
    const here = {
      docker: {
        exec: (_: string, [program = '', ...args]: readonly string[]) =>
          new Promise<{exitCode: number; stdout: string; stderr: string}>(resolve => {
            execFile(program, args, (error, stdout, stderr) => {
              resolve({exitCode: error === null ? 0 : 1, stdout, stderr});
            });
          }),
      },
    };
    const asked = (labels?: Record<string, string>) => ({
      ...facts({
        services: {
          web: {
            image: 'django',
            volumes: [{type: 'volume', source: 'data', target: folder}],
            ...(labels && {labels}),
          },
        },
      }),
    });

    it('is what begins as SQLite’s files do, and not what is merely called so', async () => {
      assert.deepEqual(await sqliteIn(asked(), here), {data: [{service: 'web', file: 'in here/shop.db'}]});
    });

    it('is nothing where the service keeps still, or does not run, or is a server that is dumped', async () => {
      assert.deepEqual(await sqliteIn(asked({'ca.countable.backup': 'pause'}), here), {});
      const stopped = {...asked(), containers: [container('web', {state: 'exited'})]};
      assert.deepEqual(await sqliteIn(stopped, here), {});
      const image = {...asked().model.services['web'], image: 'postgres:15'};
      const server = {...asked(), model: {name: 'shop', services: {web: image}}};
      assert.deepEqual(await sqliteIn(server, here), {});
    });

    it('is nothing where the container cannot be asked', async () => {
      const docker = {exec: () => Promise.reject(new Error('there is no sh'))};
      assert.deepEqual(await sqliteIn(asked(), {docker}), {});
    });
  });
});
