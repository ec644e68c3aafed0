import assert from 'node:assert/strict';
import {createHearing} from '../../../../ts-helpers/src/deploy/act/hearing.ts';
import {CommandFailed} from '../../../../ts-helpers/src/errors/userError.ts';
import {memoryOf, remember} from '../../../../ts-helpers/src/health/memory.ts';
import {container} from '../../support/watched.ts';

const services = {
  db: {image: 'registry.example.org/postgres:15-alpine'},
  web: {image: 'nginx:1.22'},
};
type Listeners = {port: number; isLoopback: boolean}[] | undefined;

const deaf = async (listeners: Listeners, service = 'db', more: Parameters<typeof container>[0] = {}) => {
  const containers = [container({service, ...more})];
  const memory = remember(memoryOf([]), {containers, elapsed: 0, settleMs: () => 0});
  const find = createHearing({services}, {listeners: () => Promise.resolve(listeners)});
  return find(containers, memory);
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
    const find = createHearing({services}, {listeners: () => Promise.reject(gone)});
    assert.deepEqual(await find([container({service: 'db'})], memoryOf([])), ['db']);
    const broken = createHearing({services}, {listeners: () => Promise.reject(new Error('ours'))});
    await assert.rejects(broken([container({service: 'db'})], memoryOf([])), /ours/);
  });

  it('is no other service: a worker listens nowhere', async () => {
    assert.deepEqual(await deaf([], 'web'), []);
  });

  it('is not one that ran before the deploy', async () => {
    const containers = [container({service: 'db'})];
    const find = createHearing({services}, {listeners: () => Promise.resolve([])});
    assert.deepEqual(await find(containers, memoryOf(containers)), []);
  });

  it('is asked until it is heard, and not once more', async () => {
    const answers: Listeners[] = [[], [{port: 5432, isLoopback: false}], []];
    const find = createHearing({services}, {listeners: () => Promise.resolve(answers.shift())});
    const containers = [container({service: 'db'})];
    assert.deepEqual(await find(containers, memoryOf([])), ['db']);
    assert.deepEqual(await find(containers, memoryOf([])), []);
    assert.deepEqual(await find(containers, memoryOf([])), []);
  });
});
