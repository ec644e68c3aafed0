import assert from 'node:assert/strict';
import type {SwarmService, SwarmTask} from '../../../ts-helpers/src/compose/swarm.ts';
import {slotsOf} from '../../../ts-helpers/src/stack/containers.ts';

const SERVICE: SwarmService = {
  id: 's1',
  name: 'web',
  kind: 'replicated',
  replicas: 1,
  labels: {},
  ports: [],
  image: 'shop:1',
  taskLabels: {version: '1'},
  turn: 0,
};
const TASK: SwarmTask = {
  id: 't1',
  service: 's1',
  slot: '1',
  node: 'n1',
  state: 'running',
  wanted: 'running',
  error: '',
  createdAt: new Date('2026-11-26T10:00:00Z'),
  at: new Date('2026-11-26T10:00:05Z'),
  image: 'shop:1',
  labels: {version: '1'},
  environment: {},
  command: [],
  mounts: [],
  hasHealthCheck: true,
  restart: 'any',
  addresses: [],
  turn: 0,
  made: 'one',
};

describe('a slot of a swarm', () => {
  const states = (service: Partial<SwarmService>, ...tasks: Partial<SwarmTask>[]) =>
    slotsOf({
      name: 'shop',
      services: [{...SERVICE, ...service}],
      tasks: tasks.map(one => ({...TASK, ...one})),
      now: new Date('2026-11-26T10:01:00Z'),
    }).map(({container: {state, health}}) => [state, health]);

  it('is up once its task runs, of which the swarm tells only what is healthy', () => {
    assert.deepEqual(states({}, {}), [['running', 'healthy']]);
    assert.deepEqual(states({}, {hasHealthCheck: false}), [['running', undefined]]);
  });

  it('is not while its task is of before the change, also where the swarm has not begun with it yet', () => {
    assert.deepEqual(states({taskLabels: {version: '2'}}, {}), [['running', 'starting']]);
    assert.deepEqual(states({image: 'shop:2'}, {}), [['running', 'starting']]);
    assert.deepEqual(states({taskLabels: {version: '2'}}, {hasHealthCheck: false}), [
      ['running', 'starting'],
    ]);
  });

  it('is not judged by what became of its task of before', () => {
    const rejected = {state: 'rejected', error: 'No such image: shop:1', node: 'n2'};
    assert.deepEqual(states({}, rejected), [['rejected', undefined]]);
    assert.deepEqual(states({taskLabels: {version: '2'}}, rejected), [['pending', undefined]]);
    assert.deepEqual(states({taskLabels: {version: '2'}}, {state: 'failed', exitCode: 3}), [
      ['pending', undefined],
    ]);
  });

  it('is not while its service is being updated', () => {
    assert.deepEqual(states({update: {state: 'updating', message: ''}}, {}), [['running', 'starting']]);
  });

  it('is up although the update was stopped, where its task is what it is to be', () => {
    const update = {state: 'paused', message: 'update paused due to failure or early termination of task t2'};
    const failed = {
      id: 't2',
      slot: '2',
      made: 'two',
      labels: {version: '2'},
      wanted: 'shutdown',
      state: 'failed',
    };
    const [second, third] = [new Date('2026-11-26T10:00:30Z'), new Date('2026-11-26T10:00:40Z')];
    const again = {id: 't3', slot: '2', createdAt: third};
    assert.deepEqual(states({update}, {}, {...failed, createdAt: second}, again), [
      ['running', 'healthy'],
      ['running', 'healthy'],
    ]);
    assert.deepEqual(states({update, taskLabels: {version: '2'}}, {}), [['running', 'starting']]);
  });

  it('has failed where its task finds no node for half a minute, by the clock of the swarm', () => {
    const error = 'no suitable node (host-mode port already in use on 1 node)';
    const since = (seconds: number) => ({
      state: 'pending',
      error,
      createdAt: new Date(Date.parse('2026-11-26T10:01:00Z') - seconds * 1000),
    });
    const [early, late] = [since(29), since(31)].map(
      one =>
        slotsOf({
          name: 'shop',
          services: [SERVICE],
          tasks: [{...TASK, ...one}],
          now: new Date('2026-11-26T10:01:00Z'),
        })[0]?.container.startError,
    );
    assert.deepEqual([early, late], ['', error]);
  });

  it('of a job has not done its work while it did it for an earlier deploy alone', () => {
    const job = {kind: 'job', turn: 1} as const;
    const done = {state: 'complete', wanted: 'complete', restart: 'none', hasHealthCheck: false};
    assert.deepEqual(states(job, done), [['pending', undefined]]);
    assert.deepEqual(states(job, {...done, turn: 1}), [['exited', undefined]]);
  });
});
