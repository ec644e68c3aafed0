import assert from 'node:assert/strict';
import {dropDatabases, renameDatabases} from '../../../ts-helpers/src/restore/act/databases.ts';
import type {Journals, RestoreJournal} from '../../../ts-helpers/src/restore/act/journal.ts';
import {mendKilled} from '../../../ts-helpers/src/restore/act/mending.ts';
import {inPlaces} from '../../../ts-helpers/src/restore/act/places.ts';
import {healthyOr} from '../../../ts-helpers/src/restore/act/services.ts';
import {planRestore} from '../../../ts-helpers/src/restore/plan.ts';
import {restoreFacts, STAMP} from './facts.ts';
import {type FakeServer, fakeServer} from './server.ts';

const PLAN = planRestore(restoreFacts());
const [SERVER] = PLAN.servers;
const LOADING = `shop_restoring_${STAMP}`;
const BEFORE = `shop_before_${STAMP}`;

describe('a restore of databases and folders', () => {
  let server: FakeServer;
  let said: string[];
  let shell: string[][];
  let started: string[];
  let kept: RestoreJournal | undefined;
  beforeEach(() => {
    server = fakeServer(['postgres', 'shop', LOADING]);
    [said, shell, started] = [[], [], []];
    kept = undefined;
  });

  const journals: Journals = {
    read: () => Promise.resolve(kept),
    write(journal) {
      kept = journal;
      return Promise.resolve();
    },
    remove() {
      kept = undefined;
      return Promise.resolve();
    },
    keep: () => Promise.resolve(),
    formers: () => Promise.resolve([]),
    forget: () => Promise.resolve(),
  };
  const needs = () => ({
    pipes: server,
    compressing: {compress: () => assert.fail(), decompress: () => assert.fail()},
    clock: {wait: () => Promise.resolve(), elapsed: () => 0},
    voice: {
      info: (text: string) => said.push(text),
      warn: (text: string) => said.push(text),
    },
    compose: {create: () => assert.fail()},
    files: {
      temporaryFolder: () => assert.fail(),
      writeText: () => assert.fail(),
      remove: () => assert.fail(),
    },
    docker: {
      containers: () => Promise.resolve([]),
      openFolder: () => Promise.resolve('open'),
      removeThrowAway: () => Promise.resolve(),
      exec(_container: string, words: readonly string[]) {
        shell.push([...words]);
        return Promise.resolve({exitCode: 0, stdout: '', stderr: ''});
      },
      stop: () => Promise.resolve(),
      startAgain(container: string) {
        started.push(container);
        return Promise.resolve();
      },
      inspect: () => Promise.resolve([]),
      logs: () => Promise.resolve([]),
    },
  });
  const reached = async (servers: RestoreJournal['servers']) => servers;
  const killed = (phase: RestoreJournal['phase']): void => {
    const {servers, folders, stops, stamp, source} = PLAN;
    kept = {servers, folders, stops, stamp, source, phase};
  };

  it('is removed also where it hears from other servers, and lets nobody in', async () => {
    server.hearing.add(LOADING);
    server.closed.add(LOADING);
    assert.ok(SERVER);
    await dropDatabases(SERVER, [LOADING], needs());
    assert.deepEqual(server.names, ['postgres', 'shop']);
  });

  it('that was killed while it loaded is removed, and its services go on', async () => {
    killed('loading');
    await mendKilled({composeProject: 'shop-prod', journals, reached}, needs());
    assert.deepEqual(server.names, ['postgres', 'shop']);
    assert.deepEqual(
      shell.map(([first]) => first),
      ['rm'],
    );
    assert.deepEqual(started, ['id-of-web', 'id-of-worker']);
    assert.match(said.join(), /killed before it changed anything: what it had loaded is removed/);
    assert.equal(kept, undefined);
  });

  it('that was killed in its last steps is finished, whether names were changed already or not', async () => {
    for (const names of [server.names, ['postgres', BEFORE, 'shop']]) {
      server.names = names;
      killed('swapping');
      await mendKilled({composeProject: 'shop-prod', journals, reached}, needs());
      assert.deepEqual(server.names.toSorted(), ['postgres', 'shop', BEFORE].toSorted());
      assert.equal(kept?.phase, 'done');
    }
    assert.deepEqual([...server.closed], [BEFORE]);
    assert.match(said.join(), /killed in its last steps: they are done now/);
  });

  it('that has come to its end is left as it is', async () => {
    killed('done');
    await mendKilled({composeProject: 'shop-prod', journals, reached}, needs());
    assert.deepEqual([said, started, kept?.phase], [[], [], 'done']);
  });

  it('tries again where somebody comes back in between, and in the end says who', async () => {
    server.heldTimes = 3;
    await renameDatabases(SERVER!, SERVER!.renames, needs());
    assert.ok(server.names.includes(BEFORE));
    server.heldTimes = 1_000;
    await assert.rejects(renameDatabases(SERVER!, SERVER!.renames, needs()), {
      code: 'RESTORE_HELD',
      message: /^shop: ada at 10\.0\.0\.9 uses a database of db again and again/,
    });
  });

  it('swaps back what it has swapped, and sweeps away what others left', async () => {
    server.names.push('old_restoring_20250101t000000z', 'old_before_20250101t000000z');
    await inPlaces(PLAN, {composeProject: 'shop-prod', needs: needs()}, async places => {
      await places.sweep();
      assert.deepEqual(server.names, ['postgres', 'shop', LOADING, 'old_before_20250101t000000z']);
      await places.swap();
      assert.deepEqual(server.names, ['postgres', BEFORE, 'shop', 'old_before_20250101t000000z']);
      await places.swapBack();
      assert.deepEqual(server.names, ['postgres', 'shop', LOADING, 'old_before_20250101t000000z']);
      await places.unload();
      assert.deepEqual(server.names, ['postgres', 'shop', 'old_before_20250101t000000z']);
    });
    const moves = shell.filter(([first]) => first === 'sh').map(words => words.slice(4));
    assert.deepEqual(moves, [
      ['_data', `_data_restoring_${STAMP}`, `_data_before_${STAMP}`],
      ['_data', `_data_before_${STAMP}`, `_data_restoring_${STAMP}`],
    ]);
  });

  it('tells of services that are not well on it', async () => {
    const {docker, ...rest} = needs();
    const containers = [
      {id: '1', service: 'web', state: 'running', health: 'unhealthy'},
      {id: '2', service: 'worker', state: 'exited'},
      {id: '3', service: 'mailer', state: 'running'},
    ];
    const inspect = () => Promise.resolve(containers as never);
    const logs = () => Promise.resolve(['begun', 'no table orders']);
    await healthyOr(PLAN.stops, 1, {...rest, docker: {...docker, inspect, logs}});
    assert.deepEqual(said, [
      'web is not well on what was restored (running, unhealthy): no table orders. countable restore --undo goes back.',
      'worker is not well on what was restored (exited): no table orders. countable restore --undo goes back.',
    ]);
  });
});
