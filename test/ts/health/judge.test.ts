import assert from 'node:assert/strict';
import type {Container} from '../../../ts-helpers/src/compose/model.ts';
import {container, messageOf, run, start, stateOf, verdictOf, watched} from '../support/watched.ts';

describe('the health of a deploy', () => {
  it('is up when every container has run for long enough and every check is healthy', () => {
    const containers = [container(), container({service: 'db', health: 'healthy'})];
    assert.equal(stateOf([{at: 0, containers}]), 'waiting');
    const first = {at: 0, containers};
    assert.equal(stateOf([first, {at: 14.9, containers}]), 'waiting');
    assert.equal(stateOf([first, {at: 15, containers}]), 'up');
  });

  it('takes what ran before the deploy for settled, whatever clocks say', () => {
    for (const startedAt of [start, new Date('2036-01-01'), new Date('0001-01-01'), new Date('never')]) {
      const containers = [container({startedAt})];
      assert.equal(stateOf([{at: 0, containers}], {before: containers}), 'up');
      assert.equal(stateOf([{at: 0, containers}]), 'waiting');
    }
  });

  it('takes a one-shot service that ended with 0 as done', () => {
    const done = {state: 'exited', restartPolicy: 'no'};
    assert.equal(stateOf([{at: 0, containers: [container(done)]}]), 'up');
    assert.equal(stateOf([{at: 0, containers: [container({...done, restartPolicy: 'on-failure'})]}]), 'up');
  });

  it('waits for checks that are starting, however long it takes', () => {
    const containers = [container({health: 'starting'})];
    assert.deepEqual(
      verdictOf([
        {at: 0, containers},
        {at: 200, containers},
      ]),
      {state: 'waiting', services: ['web']},
    );
  });

  it('is not up with a container that was restarted, until that one has settled too', () => {
    // sleep 2; exit 1: a look that always comes while it runs.
    const moments = [0, 2.5, 5].map((at, restarts) => ({
      at,
      containers: [container({restarts, startedAt: run(at)})],
    }));
    assert.equal(stateOf(moments), 'waiting');
    const last = {at: 19.9, containers: [container({restarts: 2, startedAt: run(5)})]};
    assert.equal(stateOf([...moments, last]), 'waiting');
    assert.equal(stateOf([...moments, {...last, at: 20}]), 'up');
  });

  it('does not believe the check of a container that was restarted before it has settled', () => {
    const containers = [container({restarts: 1, health: 'healthy'})];
    assert.equal(stateOf([{at: 0, containers}]), 'waiting');
    assert.equal(
      stateOf([
        {at: 0, containers},
        {at: 15, containers},
      ]),
      'up',
    );
  });

  it('does not hold restarts of last month against a container that was not touched', () => {
    const containers = [container({restarts: 10})];
    assert.equal(stateOf([{at: 0, containers}], {before: containers}), 'up');
    const [seen] = watched([{at: 0, containers}], {before: containers});
    assert.equal(seen?.states[0]?.restarts, undefined);
  });

  it('counts anew where Docker does, because the container was started by hand', () => {
    const before = [container({restarts: 10, state: 'exited', exitCode: 1})];
    const containers = [container({restarts: 3, state: 'restarting', exitCode: 1})];
    assert.equal(stateOf([{at: 0, containers}], {before}), 'failed');
  });

  it('is not up where a container is not there any more, unless none is wanted', () => {
    const none = {services: {web: {}, db: {}}};
    const containers = [container()];
    const moments = [
      {at: 0, containers},
      {at: 20, containers},
    ];
    assert.equal(
      messageOf(moments, {model: none}),
      'CONTAINER_GONE A container of the service db is not there any more.',
    );
    for (const db of [{scale: 0}, {deploy: {replicas: 0}}, {provider: {type: 'model'}}])
      assert.equal(stateOf(moments, {model: {services: {web: {}, db}}}), 'up', JSON.stringify(db));
    assert.equal(stateOf(moments, {model: {services: {web: {deploy: {replicas: 2}}}}}), 'failed');
  });
});

describe('a service that will not come up by waiting', () => {
  const once: [string, Partial<Container>, string][] = [
    [
      'has ended with an error',
      {state: 'exited', exitCode: 3, restartPolicy: 'no'},
      'SERVICE_EXITED The service web ended with exit code 3.',
    ],
    [
      'has used up its restarts',
      {state: 'exited', exitCode: 5, restartPolicy: 'on-failure', restartLimit: 2, restarts: 2},
      'SERVICE_EXITED The service web ended with exit code 5; Docker has restarted it 2 times, as on-failure:2 says.',
    ],
    [
      'was stopped by somebody, whatever its policy',
      {state: 'exited', exitCode: 137},
      'SERVICE_EXITED The service web ended with exit code 137.',
    ],
    [
      'could not be removed',
      {state: 'dead', exitCode: 0},
      'SERVICE_EXITED The service web ended with exit code 0.',
    ],
    ['is paused', {state: 'paused'}, 'SERVICE_EXITED The service web is paused: somebody did that.'],
    [
      'was made and not started',
      {state: 'created'},
      'SERVICE_EXITED The service web was made and not started.',
    ],
    [
      'could not be started',
      {state: 'created', startError: 'exec: "nope": not found'},
      'SERVICE_EXITED The service web did not start: exec: "nope": not found',
    ],
    [
      'was killed for lack of memory',
      {state: 'exited', exitCode: 137, outOfMemory: true},
      'OUT_OF_MEMORY The service web was killed for lack of memory.',
    ],
    [
      'is checked first when the time is over',
      {
        health: 'starting',
        healthCheck: {intervalMs: 600_000, startPeriodMs: 0, retries: 3, failures: 0, hasRun: false},
      },
      'SERVICE_UNHEALTHY The health check of web is first run after 600 s, its interval, and 5 minutes are given.',
    ],
  ];
  for (const [name, facts, expected] of once) {
    it(`is told at once where it ${name}`, () => {
      assert.equal(messageOf([{at: 0, containers: [container(facts)]}]), expected);
    });
  }

  it('is the one that others depend on, where both have failed', () => {
    const containers = [
      container({service: 'a-proxy', state: 'exited', exitCode: 1}),
      container({service: 'web', state: 'exited', exitCode: 2}),
      container({service: 'db', state: 'exited', exitCode: 3}),
    ];
    const needs = (service: string) => ({depends_on: {[service]: {condition: 'service_started'}}});
    const model = {services: {'a-proxy': needs('web'), web: needs('db'), db: {}}};
    assert.equal(
      messageOf([{at: 0, containers}], {model}),
      'SERVICE_EXITED The service db ended with exit code 3.',
    );
  });

  it('need not be the first of a circle', () => {
    const needs = (service: string) => ({depends_on: {[service]: {condition: 'service_started'}}});
    const model = {services: {a: needs('b'), b: needs('a')}};
    const containers = [container({service: 'a', state: 'exited', exitCode: 1}), container({service: 'b'})];
    assert.equal(stateOf([{at: 0, containers}], {model}), 'failed');
  });
});
