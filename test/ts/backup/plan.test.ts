import assert from 'node:assert/strict';
import {type BackupFacts, planBackup} from '../../../ts-helpers/src/backup/plan.ts';
import type {ComposeMount, ComposeService} from '../../../ts-helpers/src/compose/model.ts';
import {container, facts as bare} from './support/facts.ts';

const AT = new Date('2026-11-27T14:26:52Z');

const volume = (source: string, target: string, more: Partial<ComposeMount> = {}): ComposeMount => ({
  type: 'volume',
  source,
  target,
  ...more,
});
const bind = (source: string, target: string, more: Partial<ComposeMount> = {}): ComposeMount => ({
  type: 'bind',
  source,
  target,
  ...more,
});

const facts = (
  services: Record<string, ComposeService>,
  more: Partial<BackupFacts> & {leave?: string[]} = {},
): BackupFacts => {
  const names = Object.values(services).flatMap(({volumes = []}) =>
    volumes.flatMap(({type, source}) => (type === 'volume' && source ? [source] : [])),
  );
  const {leave = [], ...others} = more;
  return {
    ...bare({services, leave}),
    model: {name: 'shop-prod', services, volumes: Object.fromEntries(names.map(name => [name, {name}]))},
    volumes: new Set(names),
    folder: '/deploys/shop-prod',
    ...others,
  };
};

const DB: ComposeService = {
  image: 'postgis/postgis:15-3.3',
  volumes: [volume('pg-data', '/var/lib/postgresql/data')],
};

describe('the plan of a backup', () => {
  it('dumps databases of services, and leaves their own files out', () => {
    const {key, servers, files, leftOut} = planBackup(
      facts({db: DB, web: {image: 'web', volumes: [volume('media', '/media')]}}),
      AT,
    );
    assert.equal(key, 'backups/shop/2026-11-27T142652Z.tar.zst');
    assert.deepEqual(
      servers.map(({kind, service}) => [kind, service]),
      [['postgres', 'db']],
    );
    assert.deepEqual(
      files.map(({name, target, source: from}) => [name, target, from]),
      [['media', '/media', 'media']],
    );
    assert.deepEqual(leftOut, [
      {what: 'volume pg-data', why: 'PostgreSQL of db keeps its files in it, and is dumped'},
    ]);
  });

  it('knows a server that was built by what its container says', () => {
    const built = facts({db: {volumes: [volume('data', '/var/lib/postgresql/data')]}});
    const {servers} = planBackup(
      {...built, containers: [container('db', {variables: {PG_MAJOR: '15'}})]},
      AT,
    );
    assert.deepEqual(
      servers.map(({service}) => service),
      ['db'],
    );
  });

  it('takes no client of an engine for a server', () => {
    const both = facts({db: DB, ask: {image: 'postgres:15', volumes: [volume('out', '/out')]}});
    const {servers, files} = planBackup(
      {...both, containers: [container('db'), container('ask', {command: ['sleep', '600']})]},
      AT,
    );
    assert.deepEqual(
      servers.map(({service}) => service),
      ['db'],
    );
    assert.deepEqual(
      files.map(({name}) => name),
      ['out'],
    );
  });

  it('takes what has the data of a server under a name for one, whatever it was told', () => {
    const own = facts({db: DB, other: {...DB, volumes: [volume('more', '/var/lib/postgresql/data')]}});
    const entrypoint = ['sh', '-c', 'until psql -h db; do sleep 1; done'];
    for (const told of [{command: ['/start.sh']}, {command: ['sleep', '600']}, {entrypoint}])
      assert.deepEqual(
        planBackup({...own, containers: [container('db'), container('other', told)]}, AT).servers.map(
          ({service}) => service,
        ),
        ['db', 'other'],
      );
  });

  it('takes no job of an engine’s image for a server that others wait for, once it has ended', () => {
    const web = {image: 'web', depends_on: {job: {condition: 'service_completed_successfully'}}};
    const ended = {state: 'exited', exitCode: 0, entrypoint: ['/migrate.sh']};
    const both = facts({db: DB, job: {image: 'postgres:15'}, web});
    const planned = (more: object) =>
      planBackup({...both, containers: [container('db'), container('job', {...ended, ...more})]}, AT).servers;
    const names = (more: object) => planned(more).map(({service}) => service);
    assert.deepEqual(names({}), ['db']);
    assert.deepEqual(names({state: 'running'}), ['db', 'job']);
    assert.throws(() => planned({exitCode: 1}), {code: 'BACKUP_NOTHING_RUNS'});
  });

  it('keeps Redis as the volume it writes to, and nothing of one that is in memory alone', () => {
    const {files} = planBackup(
      facts({
        db: DB,
        cache: {image: 'redis:7', volumes: [volume('redis', '/data')]},
        other: {image: 'redis:7'},
      }),
      AT,
    );
    assert.deepEqual(
      files.map(({name}) => name),
      ['redis'],
    );
  });

  it('leaves out what is only read, of the host, in the repository, or not there, and says why', () => {
    const web: ComposeService = {
      image: 'web',
      volumes: [
        bind('/deploys/shop-prod/conf', '/conf', {read_only: true}),
        bind('/deploys/shop-prod/code', '/code'),
        bind('/var/run/docker.sock', '/var/run/docker.sock'),
        volume('never', '/never'),
      ],
    };
    const own = {'/deploys/shop-prod/code': {is: 'tracked' as const, paths: []}};
    const {leftOut} = planBackup({...facts({db: DB, web}, {own}), volumes: new Set(['pg-data'])}, AT);
    assert.deepEqual(leftOut.slice(1), [
      {what: 'folder ./conf', why: 'is only read'},
      {what: 'folder ./code', why: 'all of it is in the repository'},
      {what: 'folder /var/run/docker.sock', why: 'is of the host'},
      {what: 'volume never', why: 'is not there: nothing was ever in it'},
    ]);
  });

  it('keeps of a folder with code what no deploy has brought there', () => {
    const web: ComposeService = {image: 'web', volumes: [bind('/deploys/shop-prod', '/app')]};
    const own = {'/deploys/shop-prod': {is: 'mixed' as const, paths: ['media', 'db.sqlite3']}};
    const {files} = planBackup(facts({db: DB, web}, {own}), AT);
    assert.deepEqual(
      files.map(({name, target}) => [name, target]),
      [
        ['media', '/app/media'],
        ['db.sqlite3', '/app/db.sqlite3'],
      ],
    );
  });

  it('refuses an engine that has no tool here and does not keep still, until it does, or is left', () => {
    const search: ComposeService = {
      image: 'elasticsearch:8',
      volumes: [volume('index', '/usr/share/elasticsearch/data')],
    };
    assert.throws(() => planBackup(facts({db: DB, search}), AT), {code: 'NO_BACKUP_FOR'});
    const {still} = planBackup(
      facts({db: DB, search: {...search, labels: {'ca.countable.backup': 'stop'}}}),
      AT,
    );
    assert.deepEqual(still, [{service: 'search', how: 'stop'}]);
    assert.doesNotThrow(() => planBackup(facts({db: DB, search}, {leave: ['index']}), AT));
    assert.throws(() => planBackup(facts({db: DB, old: {image: 'gvenzl/oracle-xe:21'}}), AT), {
      code: 'NO_BACKUP_FOR',
    });
    assert.throws(
      () => planBackup(facts({db: DB, search: {...search, labels: {'ca.countable.backup': 'maybe'}}}), AT),
      {code: 'BAD_SETTING'},
    );
  });

  it('is never nothing to do', () => {
    assert.throws(() => planBackup(facts({web: {image: 'web'}}), AT), {code: 'NO_BACKUP_FOR'});
  });

  it('refuses where a server is down, and reads a volume also where nothing runs that has it', () => {
    const down = facts({db: DB});
    assert.throws(() => planBackup({...down, containers: [container('db', {state: 'exited'})]}, AT), {
      code: 'BACKUP_NOTHING_RUNS',
      message: /does not run \(exited\)/,
    });
    assert.throws(() => planBackup({...down, containers: [container('db', {state: 'paused'})]}, AT), {
      remedy: /docker unpause shop/,
    });
    const idle = facts({db: DB, jobs: {image: 'jobs', volumes: [volume('out', '/out')]}});
    const {files} = planBackup({...idle, containers: [container('db', {imageId: 'sha256:db'})]}, AT);
    assert.deepEqual(
      files.map(({source, image}) => [source, image]),
      [['out', 'sha256:db']],
    );
  });

  it('tells an instance and an environment in the key', () => {
    const other = {...facts({db: DB}), instance: 'KMC', environment: 'stage'};
    assert.equal(planBackup(other, AT).key, 'backups/shop/2026-11-27T142652Z.kmc-stage.tar.zst');
  });
});
