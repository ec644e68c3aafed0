import assert from 'node:assert/strict';
import type {Container} from '../../../ts-helpers/src/compose/model.ts';
import {hasUnseenDeaths, memoryOf, remember} from '../../../ts-helpers/src/health/memory.ts';
import {container, messageOf, run, stateOf, verdictOf, watched} from '../support/watched.ts';

describe('a crash loop', () => {
  const looping = (restarts: number, more: Partial<Container> = {}) =>
    container({restarts, startedAt: run(restarts), ...more});

  it('is final at the third restart, with the exit code of the last run that was seen to end', () => {
    const moments = [
      {at: 0, containers: [looping(1, {state: 'restarting', exitCode: 3})]},
      {at: 1, containers: [looping(3)]},
    ];
    assert.equal(messageOf(moments.slice(0, 1)), 'waiting');
    assert.equal(messageOf(moments), 'SERVICE_EXITED The service web keeps ending with exit code 3.');
  });

  it('has the exit code that the engine told of, where it runs whenever it is looked at', () => {
    const deaths = [
      {container: 'id-of-web', exitCode: 0, outOfMemory: false},
      {container: 'id-of-db', exitCode: 7, outOfMemory: false},
      {container: 'id-of-web', exitCode: 1, outOfMemory: false},
    ];
    const moments = [{at: 0, containers: [looping(3)], deaths}];
    assert.deepEqual(verdictOf(moments), {
      state: 'failed',
      service: 'web',
      code: 'SERVICE_EXITED',
      message: 'The service web keeps ending with exit code 1.',
    });
    assert.equal(watched(moments)[0]?.states[0]?.exitCode, 1);
  });

  it('is told without an exit code where nobody knows it any more', () => {
    assert.equal(
      messageOf([{at: 0, containers: [looping(3)]}]),
      'SERVICE_EXITED The service web ends again and again.',
    );
  });

  it('of a one-shot service says what its restart has to be', () => {
    const deaths = [{container: 'id-of-web', exitCode: 0, outOfMemory: false}];
    const verdict = verdictOf([{at: 0, containers: [looping(4, {restartPolicy: 'always'})], deaths}]);
    assert.match(
      verdict.state === 'failed' ? (verdict.remedy ?? '') : '',
      /^Give web restart: "no", not always/,
    );
  });

  it('says no such thing where only the last of its runs was seen to end well', () => {
    const verdict = verdictOf([
      {at: 0, containers: [looping(1, {state: 'restarting', exitCode: 1})]},
      {at: 1, containers: [looping(3, {state: 'restarting', exitCode: 0})]},
    ]);
    assert.equal(verdict.state === 'failed' && verdict.remedy, undefined);
  });

  it('for lack of memory says so, also while the next run still has some', () => {
    const deaths = [{container: 'id-of-web', exitCode: 137, outOfMemory: true}];
    assert.equal(
      messageOf([{at: 0, containers: [looping(1)], deaths}]),
      'OUT_OF_MEMORY The service web was killed for lack of memory.',
    );
  });

  it('may end once the database that it needs is there', () => {
    const db = container({service: 'db', health: 'starting'});
    const healthy = container({service: 'db', health: 'healthy'});
    const moments = [
      {at: 0, containers: [looping(3), db]},
      {at: 9, containers: [looping(8), db]},
      {at: 10, containers: [looping(8), healthy]},
      {at: 12, containers: [looping(9), healthy]},
    ];
    assert.equal(messageOf(moments), 'waiting');
    const since = {...looping(9), startedAt: run(9)};
    assert.equal(messageOf([...moments, {at: 27, containers: [since, healthy]}]), 'up');
    assert.match(
      messageOf([
        ...moments,
        {at: 27, containers: [looping(10, {state: 'restarting', exitCode: 1}), healthy]},
      ]),
      /^SERVICE_EXITED The service web keeps ending with exit code 1/,
    );
  });

  it('waits so for a database without a check until that has settled, not for another that crashes', () => {
    const db = container({service: 'db'});
    const moments = [
      {at: 0, containers: [looping(0), db]},
      {at: 5, containers: [looping(4, {state: 'restarting', exitCode: 1}), db]},
    ];
    assert.equal(messageOf(moments), 'waiting');
    moments.push({at: 16, containers: [looping(5), db]});
    assert.equal(stateOf(moments), 'waiting');
    assert.equal(stateOf([...moments, {at: 18, containers: [looping(7), db]}]), 'failed');
    const both = [looping(3), looping(3, {service: 'db', id: 'id-of-db'})];
    assert.equal(stateOf([{at: 0, containers: both}]), 'failed');
  });

  it('is not excused by what needs it and cannot come up before it', () => {
    const started = {condition: 'service_started'};
    const model = {
      services: {
        app: {depends_on: {cache: started}},
        cache: {depends_on: {redis: started}, scale: 0},
        redis: {},
      },
    };
    const app = container({service: 'app', health: 'starting'});
    const redis = looping(3, {service: 'redis', state: 'restarting', exitCode: 1});
    const moments = [
      {at: 0, containers: [app]},
      {at: 3, containers: [app, redis]},
    ];
    const told = 'SERVICE_EXITED The service redis keeps ending with exit code 1.';
    assert.equal(messageOf(moments, {model}), told);
    // And what came up with it has not been missed by it either.
    assert.equal(
      messageOf([...moments, {at: 16, containers: [{...app, health: 'healthy'}, redis]}], {model}),
      told,
    );
    const other = container({service: 'other', health: 'starting'});
    assert.equal(
      messageOf([{at: 3, containers: [app, other, redis]}], {
        model: {services: {...model.services, other: {}}},
      }),
      'waiting',
    );
  });

  it('is what is told of what needs it and has failed first, however it is excused', () => {
    const started = {condition: 'service_started'};
    const model = {services: {app: {depends_on: {redis: started}}, redis: {}, other: {}}};
    const containers = [
      container({service: 'app', state: 'exited', exitCode: 2}),
      looping(2, {service: 'redis', state: 'restarting', exitCode: 1}),
      container({service: 'other', health: 'starting'}),
    ];
    const verdict = verdictOf([{at: 3, containers}], {model});
    assert.deepEqual(
      [verdict.state === 'failed' && verdict.service, messageOf([{at: 3, containers}], {model})],
      ['redis', 'SERVICE_EXITED The service redis keeps ending with exit code 1.'],
    );
    const independent = {services: {app: {}, redis: {}, other: {}}};
    assert.match(
      messageOf([{at: 3, containers}], {model: independent}),
      /^SERVICE_EXITED The service app ended/,
    );
    const [, ...others] = containers;
    const starved = container({service: 'app', state: 'exited', exitCode: 137, outOfMemory: true});
    assert.match(
      messageOf([{at: 3, containers: [starved, ...others]}], {model}),
      /^OUT_OF_MEMORY The service app/,
    );
  });

  it('is what is told when the time is over before it is certain', () => {
    const {late} = watched([
      {
        at: 0,
        containers: [
          container({service: 'nginx', health: 'starting'}),
          looping(1, {state: 'restarting', exitCode: 1}),
        ],
      },
    ])[0]!;
    assert.deepEqual([late.service, late.message], ['web', 'The service web keeps ending with exit code 1.']);
  });

  it('is asked about only where it runs again unseen', () => {
    const memory = remember(memoryOf([]), {containers: [looping(1)], elapsed: 0, settleMs: () => 0});
    assert.equal(hasUnseenDeaths(memoryOf([]), [looping(1)]), true);
    assert.equal(hasUnseenDeaths(memory, [looping(1)]), false);
    assert.equal(hasUnseenDeaths(memory, [looping(2)]), true);
    assert.equal(hasUnseenDeaths(memory, [looping(2, {state: 'restarting', exitCode: 1})]), false);
    assert.equal(hasUnseenDeaths(memoryOf([looping(7)]), [looping(7)]), false);
  });
});

describe('an unhealthy service', () => {
  const sick = (failures: number, retries = 1) =>
    container({
      health: 'unhealthy',
      healthCheck: {intervalMs: 2_000, startPeriodMs: 0, retries, failures, hasRun: true},
    });

  it('may be healthy at its next check', () => {
    const moments = [
      {at: 0, containers: [sick(1)]},
      {at: 4, containers: [sick(3)]},
    ];
    assert.equal(stateOf(moments), 'waiting');
    assert.equal(stateOf([...moments, {at: 6, containers: [container({health: 'healthy'})]}]), 'up');
  });

  it('is final once it has stayed so for half a minute and two more checks', () => {
    const first = {at: 0, containers: [sick(1)]};
    assert.equal(stateOf([first, {at: 29, containers: [sick(15)]}]), 'waiting');
    assert.equal(
      messageOf([first, {at: 30, containers: [sick(15)]}]),
      'SERVICE_UNHEALTHY The service web is unhealthy.',
    );
    assert.equal(stateOf([first, {at: 30, containers: [sick(2)]}]), 'waiting');
  });

  it('begins anew after a healthy check, and after a restart', () => {
    const well = container({health: 'healthy'});
    for (const between of [well, container({health: 'starting', startedAt: run(20)})]) {
      const moments = [sick(5), between, {...sick(5), startedAt: between.startedAt}].map((one, index) => ({
        at: index * 20,
        containers: [one],
      }));
      assert.equal(stateOf(moments), 'waiting');
    }
  });
});
