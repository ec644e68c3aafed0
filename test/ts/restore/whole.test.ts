import assert from 'node:assert/strict';
import {UserError} from '../../../ts-helpers/src/errors/userError.ts';
import {
  type ArchiveFacts,
  clonesOf,
  isOfServer,
  type LiveData,
  planRestore,
  planUndo,
} from '../../../ts-helpers/src/restore/plan.ts';
import {restorePlan} from '../../../ts-helpers/src/restore/shown.ts';
import {BEFORE, DATA, LOADED, wholeFacts} from './wholeFacts.ts';

const refused = (data: Partial<LiveData>, words: RegExp, more: Partial<ArchiveFacts> = {}): void => {
  assert.throws(
    () => planRestore(wholeFacts(data, more)),
    (error: unknown) =>
      error instanceof UserError && error.code === 'NO_RESTORE_FOR' && words.test(error.message),
  );
};

describe('the plan of a restore of a server that cannot rename its databases', () => {
  it('lets another folder take the place of its own, and stops it last and starts it first', () => {
    const plan = planRestore(wholeFacts());
    assert.deepEqual(plan.servers, []);
    assert.deepEqual(plan.folders, [
      {
        name: 'data of db',
        above: '/volumes/shop-prod_maria',
        live: '_data',
        loaded: LOADED,
        before: BEFORE,
        image: 'sha256:1',
        server: {
          service: 'db',
          kind: 'mysql',
          port: 3306,
          source: 'shop-prod_maria',
          databases: ['shop'],
        },
      },
    ]);
    assert.deepEqual(plan.stops, [
      {container: 'id-of-web', service: 'web'},
      {container: 'id-of-worker', service: 'worker'},
      {container: 'id-of-db', service: 'db', server: {kind: 'mysql', port: 3306}},
    ]);
    assert.deepEqual(
      plan.steps.slice(2).map(({does}) => does),
      [
        'Stop web, worker, then db',
        `Let it take the place of what is used: data of db, which stays as ${BEFORE}`,
        'Start db, then web, worker',
      ],
    );
    assert.match(restorePlan(plan), /Load 1 database of backups\/shop\/k/);
    assert.match(restorePlan(plan), /db, and who uses them, stand still/);
  });

  it('tells what the server has now and the backup has not', () => {
    assert.deepEqual(planRestore(wholeFacts()).warnings, [
      `Not in the backup, and gone from db afterwards: postgres. They stay in ${BEFORE}.`,
    ]);
  });

  it('stops who shares its network, or has its folder', () => {
    const {model, containers} = wholeFacts();
    const mailer = containers.find(({service}) => service === 'mailer')!;
    const stopped = (more: Partial<ArchiveFacts>) =>
      planRestore(wholeFacts({}, more)).stops.map(({service}) => service);
    const sharing = {...model, services: {...model.services, mailer: {network_mode: 'service:db'}}};
    assert.deepEqual(stopped({model: sharing}), ['web', 'worker', 'mailer', 'db']);
    const mounts = [{type: 'volume', source: 'shop-prod_maria', target: '/data', isWritable: false}];
    const having = [...containers.filter(one => one !== mailer), {...mailer, mounts}];
    assert.deepEqual(stopped({containers: having}), ['web', 'worker', 'mailer', 'db']);
  });

  it('takes the folder itself where more lies beside it in what is mounted', () => {
    const {folders} = planRestore(
      wholeFacts({folder: '/bitnami/mariadb/data', path: '/volumes/shop-prod_maria/_data/data'}),
    );
    assert.deepEqual(
      folders.map(({above, live}) => [above, live]),
      [['/volumes/shop-prod_maria/_data', 'data']],
    );
  });

  it('is refused where it is not alone, or not all of it is in a folder that can be renamed', () => {
    refused({tie: 'other servers follow it'}, /MariaDB of db cannot be restored: other servers follow it/);
    refused({elsewhere: ['/big/undo']}, /not in \/var\/lib\/mysql: \/big\/undo/);
    refused({path: undefined}, /not in a folder of the engine/);
    refused({mount: undefined, path: undefined}, /not in a folder of the engine/);
    const {model, manifest} = wholeFacts();
    const volumes = [{type: 'volume', target: '/var/lib/mysql', source: 'maria', volume: {subpath: 'x'}}];
    refused({}, /not in a folder/, {model: {...model, services: {...model.services, db: {volumes}}}});
    const [{roles: _, ...withoutRoles}] = manifest.servers as [(typeof manifest.servers)[number]];
    refused({}, /its users could not be kept/, {manifest: {...manifest, servers: [withoutRoles]}});
  });

  it('asks for room, and leaves it alone where --service names another', () => {
    const [live] = wholeFacts().servers;
    assert.throws(() => planRestore(wholeFacts({}, {servers: [{...live!, free: 4_999}]})), {
      code: 'DISK_LOW',
    });
    assert.throws(() => planRestore(wholeFacts({}, {only: 'web'})), {code: 'RESTORE_NOWHERE'});
  });

  it('is undone by the folder that was there before', () => {
    const {folders, stops} = planUndo(planRestore(wholeFacts()), {
      ...wholeFacts(),
      now: new Date('2026-11-28T09:00:00Z'),
    });
    assert.deepEqual(
      folders.map(({live, loaded, before}) => [live, loaded, before]),
      [['_data', BEFORE, '_data_before_20261128t090000z']],
    );
    assert.deepEqual(stops.at(-1)?.service, 'db');
  });
});

describe('the throw-away server that fills a folder', () => {
  const cloned = (more: Partial<ArchiveFacts> = {}, data: Partial<LiveData> = {}) => {
    const facts = wholeFacts(data, more);
    return clonesOf(planRestore(facts).folders.filter(isOfServer), facts, {
      labels: {'ca.countable.restore': 'shop-prod'},
      rootPassword: 'chance',
    });
  };

  it('is like the one that runs, and reached by nobody', () => {
    const {model} = wholeFacts();
    const db = {
      image: 'mariadb',
      command: ['--max-connections=77'],
      user: '999',
      shm_size: '64m',
      environment: {MARIADB_ROOT_PASSWORD: 'a$$b'},
      ports: [{target: 3306, published: '3306'}],
      networks: {default: null},
      restart: 'always',
      container_name: 'db',
      labels: {traefik: 'yes'},
      healthcheck: {test: ['CMD', 'true']},
      deploy: {replicas: 1, resources: {limits: {memory: '1g'}}},
      secrets: [{source: 'of-file'}, {source: 'of-environment'}],
    } as never;
    const secrets = {
      'of-file': {file: '/deploy/secret'},
      'of-environment': {environment: 'X'},
      other: {file: '/x'},
    };
    const {
      name,
      services,
      secrets: kept,
    } = cloned({model: {...model, secrets, services: {...model.services, db}}});
    assert.equal(name, 'countable-restore-shop-prod');
    assert.deepEqual(services, {
      db: {
        command: ['--max-connections=77'],
        user: '999',
        shm_size: '64m',
        environment: {MARIADB_ROOT_PASSWORD: 'a$$b'},
        deploy: {resources: {limits: {memory: '1g'}}},
        image: 'sha256:1',
        pull_policy: 'never',
        restart: 'no',
        network_mode: 'none',
        healthcheck: {disable: true},
        stop_grace_period: '1h',
        labels: {'ca.countable.restore': 'shop-prod'},
        secrets: [{source: 'of-environment'}],
        configs: [],
        volumes: [
          {
            type: 'bind',
            source: `/volumes/shop-prod_maria/${LOADED}`,
            target: '/var/lib/mysql',
            bind: {create_host_path: false},
          },
          {type: 'tmpfs', target: '/docker-entrypoint-initdb.d'},
        ],
      },
    });
    assert.deepEqual(kept, {'of-environment': {environment: 'X'}});
  });

  it('reads what else is mounted, writes into nothing of it, and runs no first scripts', () => {
    const {containers} = wholeFacts();
    const mounts = [
      {type: 'volume', source: 'shop-prod_maria', target: DATA.folder, isWritable: true},
      {type: 'bind', source: '/deploy/my$.cnf', target: '/etc/mysql/conf.d/my.cnf', isWritable: true},
      {type: 'bind', source: '/deploy/logs', target: '/var/log/mysql', isWritable: true},
      {type: 'bind', source: '/deploy/first', target: '/docker-entrypoint-initdb.d', isWritable: false},
      {type: 'bind', source: '/var/run/docker.sock', target: '/sock', isWritable: false},
      {type: 'volume', source: 'sockets', target: '/run/mysqld', isWritable: true},
      {type: 'volume', source: 'keys', target: '/keys', isWritable: false},
    ];
    const {services, volumes} = cloned({
      containers: containers.map(one => (one.service === 'db' ? {...one, mounts} : one)),
    });
    assert.deepEqual(services['db']?.volumes?.slice(2), [
      {type: 'bind', source: '/deploy/my$$.cnf', target: '/etc/mysql/conf.d/my.cnf', read_only: true},
      {type: 'tmpfs', target: '/var/log/mysql', tmpfs: {mode: 0o1777}},
      {type: 'tmpfs', target: '/run/mysqld', tmpfs: {mode: 0o1777}},
      {type: 'volume', source: 'keys', target: '/keys', read_only: true},
    ]);
    assert.deepEqual(volumes, {keys: {name: 'keys', external: true}});
  });
});
