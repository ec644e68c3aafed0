import assert from 'node:assert/strict';
import {createHearing} from '../../../../ts-helpers/src/deploy/act/hearing.ts';
import type {ComposeModel} from '../../../../ts-helpers/src/compose/model.ts';
import {CommandFailed} from '../../../../ts-helpers/src/errors/userError.ts';
import {memoryOf, remember} from '../../../../ts-helpers/src/health/memory.ts';
import {container} from '../../support/watched.ts';

const services: ComposeModel['services'] = {
  db: {image: 'registry.example.org/postgres:15-alpine'},
  web: {image: 'nginx:1.22'},
  pool: {image: 'edoburu/pgbouncer:1.22'},
  cron: {image: 'postgres:15', command: ['sh', '-c', 'while :; do sleep 60; done']},
  dump: {image: 'mariadb:10.11', entrypoint: ['sh', '-c', 'mariadb-dump -h db shop; sleep 60']},
  idle: {image: 'redis:7', command: ['sleep', 'infinity']},
  script: {image: 'postgres:15', command: ['bash', '/start.sh']},
  wrapped: {image: 'postgres:15', entrypoint: ['/wrap.sh']},
  own: {image: 'shop-prod-postgres', build: {context: '.'}},
};
type Listeners = {port: number; isLoopback: boolean}[] | undefined;

interface Engine {
  listeners: () => Promise<Listeners>;
  processes: string[];
}
const hearing = ({listeners, processes = []}: Pick<Engine, 'listeners'> & Partial<Engine>) =>
  createHearing({services}, {listeners, processes: () => Promise.resolve(processes)});
const NOT_YET = () => false;
const LONG_AGO = () => true;

const deaf = async (listeners: Listeners, service = 'db', more: Parameters<typeof container>[0] = {}) => {
  const containers = [container({service, ...more})];
  const memory = remember(memoryOf([]), {containers, elapsed: 0, settleMs: () => 0});
  return hearing({listeners: () => Promise.resolve(listeners)})({containers, memory, hasSettled: NOT_YET});
};
/** As Docker shows what a service was told. */
const told = (service: string) => {
  const {entrypoint = ['docker-entrypoint.sh'], command = []} = services[service] as Record<string, string[]>;
  return {service, entrypoint, command};
};

describe('a service that counts once it listens', () => {
  it('is a database that listens on no address of the network', async () => {
    assert.deepEqual(await deaf([]), ['db']);
    assert.deepEqual(await deaf([{port: 5432, isLoopback: true}]), ['db']);
    assert.deepEqual(await deaf([{port: 5433, isLoopback: false}]), []);
  });

  it('is not one that cannot be looked into, has a health check, or has ended', async () => {
    assert.deepEqual(await deaf(undefined), []);
    assert.deepEqual(await deaf([], 'db', {health: 'healthy'}), []);
    assert.deepEqual(await deaf([], 'db', {state: 'exited'}), []);
  });

  it('is one that ends while it is looked at, or is too busy to be', async () => {
    const gone = new CommandFailed({
      program: 'docker',
      args: ['exec'],
      exitCode: 1,
      tail: ['is not running'],
    });
    const find = hearing({listeners: () => Promise.reject(gone)});
    assert.deepEqual(
      await find({containers: [container({service: 'db'})], memory: memoryOf([]), hasSettled: NOT_YET}),
      ['db'],
    );
    const broken = hearing({listeners: () => Promise.reject(new Error('ours'))});
    await assert.rejects(
      broken({containers: [container({service: 'db'})], memory: memoryOf([]), hasSettled: NOT_YET}),
      /ours/,
    );
  });

  it('is no other service: a worker listens nowhere', async () => {
    assert.deepEqual(await deaf([], 'web'), []);
  });

  it('is not one that ran before the deploy', async () => {
    const containers = [container({service: 'db'})];
    const find = hearing({listeners: () => Promise.resolve([])});
    assert.deepEqual(await find({containers, memory: memoryOf(containers), hasSettled: NOT_YET}), []);
  });

  it('is asked until it is heard, and not once more', async () => {
    const answers: Listeners[] = [[], [{port: 5432, isLoopback: false}], []];
    const find = hearing({listeners: () => Promise.resolve(answers.shift())});
    const containers = [container({service: 'db'})];
    assert.deepEqual(await find({containers, memory: memoryOf([]), hasSettled: NOT_YET}), ['db']);
    assert.deepEqual(await find({containers, memory: memoryOf([]), hasSettled: NOT_YET}), []);
    assert.deepEqual(await find({containers, memory: memoryOf([]), hasSettled: NOT_YET}), []);
  });

  it('is not one that was told to run something else than the server of its image', async () => {
    for (const service of ['cron', 'dump', 'idle'])
      assert.deepEqual(await deaf([], service, told(service)), [], service);
  });

  it('is one that runs what its image runs, whatever that is called', async () => {
    const command = ['/usr/bin/pgbouncer', '/etc/pgbouncer/pgbouncer.ini'];
    assert.deepEqual(await deaf([], 'pool', {entrypoint: ['/entrypoint.sh'], command}), ['pool']);
  });

  it('is not one with a program of its own that has run for long without any server in it', async () => {
    const find = async (service: string, processes: string[], hasSettled: () => boolean) => {
      const containers = [container(told(service))];
      const look = hearing({listeners: () => Promise.resolve([]), processes});
      return look({containers, memory: memoryOf([]), hasSettled});
    };
    const script = ['1 00:25 sh /wrap.sh', '9 00:02 pg_dump -h db -U postgres shop'];
    const setUp = ['1 00:25 bash /usr/local/bin/docker-entrypoint.sh postgres', '9 00:02 /usr/bin/initdb'];
    const server = ['1 00:25 sh /wrap.sh', '9 00:02 /usr/lib/postgresql/15/bin/postgres -D /data'];
    for (const service of ['wrapped', 'own', 'script']) {
      assert.deepEqual(await find(service, script, NOT_YET), [service]);
      assert.deepEqual(await find(service, script, LONG_AGO), []);
      assert.deepEqual(await find(service, setUp, LONG_AGO), [service]);
      assert.deepEqual(await find(service, server, LONG_AGO), [service]);
      assert.deepEqual(await find(service, ['1 00:25 postgres: checkpointer'], LONG_AGO), [service]);
      // What cannot be seen may be one.
      assert.deepEqual(await find(service, [], LONG_AGO), [service]);
    }
    assert.deepEqual(await find('db', script, LONG_AGO), ['db']);
  });
});
