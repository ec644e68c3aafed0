import assert from 'node:assert/strict';
import {memoryOf, remember} from '../../../ts-helpers/src/health/memory.ts';
import {culprit, isBroken, oneAfterAnother, serviceStates} from '../../../ts-helpers/src/health/services.ts';
import {container, run} from '../support/watched.ts';

const needs = (...services: string[]) => ({
  depends_on: Object.fromEntries(services.map(service => [service, {condition: 'service_started'}])),
});
const chain = {services: {nginx: needs('web'), web: needs('db', 'redis'), db: {}, redis: {}}};

describe('the culprit among services', () => {
  it('is one that runs between two restarts, not the one that waits for it', () => {
    const nginx = container({service: 'nginx', health: 'unhealthy'});
    const web = container({service: 'web', health: 'starting', restarts: 2});
    assert.equal(culprit([nginx, web], {model: chain})?.service, 'web');
    assert.equal(culprit([nginx, web])?.service, 'web');
  });

  it('is one on which others depend, also through others that are well', () => {
    const nginx = container({service: 'nginx', state: 'exited', exitCode: 1});
    const web = container({service: 'web', health: 'healthy'});
    const db = container({service: 'db', health: 'unhealthy'});
    assert.equal(culprit([nginx, web, db], {model: chain})?.service, 'db');
  });

  it('is the worst off of several that do not depend on each other, and the first of equals', () => {
    const db = container({service: 'db', health: 'unhealthy'});
    const redis = container({service: 'redis', state: 'exited', exitCode: 1, startedAt: run(5)});
    assert.equal(culprit([db, redis], {model: chain})?.service, 'redis');
    const other = container({service: 'db', state: 'exited', exitCode: 2, startedAt: run(4)});
    assert.equal(culprit([redis, other], {model: chain})?.service, 'db');
  });

  it('is none for its restarts of last month', () => {
    const db = container({service: 'db', restarts: 10});
    const web = container({service: 'web', health: 'starting'});
    const memory = remember(memoryOf([db]), {containers: [db, web], elapsed: 0, settleMs: () => 0});
    assert.equal(culprit([db, web], {model: chain, memory})?.service, 'web');
    assert.equal(culprit([db], {model: chain, memory}), undefined);
  });

  it('is found in a circle, and where all services depend on all before them', () => {
    const circle = {services: {a: needs('b'), b: needs('a')}};
    const both = ['a', 'b'].map(service => container({service, state: 'exited', exitCode: 1}));
    assert.equal(culprit(both, {model: circle})?.service, 'a');
    const names = Array.from({length: 60}, (_, index) => `s${index}`);
    const dense = {
      services: Object.fromEntries(names.map((name, index) => [name, needs(...names.slice(0, index))])),
    };
    const all = names.toReversed().map(service => container({service}));
    assert.deepEqual(
      oneAfterAnother(all, dense).map(({service}) => service),
      names,
    );
  });
});

describe('the states of services', () => {
  it('tell restarts and the last exit code since the deploy began', () => {
    const before = [container({restarts: 3})];
    const now = container({restarts: 5});
    const deaths = [{container: now.id, exitCode: 137, outOfMemory: true}];
    const memory = remember(memoryOf(before), {containers: [now], deaths, elapsed: 0, settleMs: () => 0});
    const [web] = serviceStates([now], memory);
    assert.deepEqual([web?.restarts, web?.exitCode, web?.outOfMemory], [2, 137, true]);
  });

  it('are broken while a container is restarted, until its check says that it is well', () => {
    const state = {service: 'web', state: 'running', restarts: 2};
    assert.equal(isBroken(state), true);
    assert.equal(isBroken({...state, health: 'starting'}), true);
    assert.equal(isBroken({...state, health: 'healthy'}), false);
    assert.equal(isBroken({service: 'web', state: 'running'}), false);
    assert.equal(isBroken({service: 'job', state: 'exited', exitCode: 0}), false);
  });
});

describe('the state of a service', () => {
  const stateOf = (facts: Parameters<typeof container>[0]) => serviceStates([container(facts)])[0];

  it('tells where it can be asked, whether it may write, and whose network it has', () => {
    const {addresses, isReadOnly, networkOf} =
      stateOf({addresses: ['10.0.0.2'], isReadOnly: true, networkOf: 'host'}) ?? {};
    assert.deepEqual([addresses, isReadOnly, networkOf], [['10.0.0.2'], true, 'host']);
  });

  it('tells how it is asked whether it is healthy where it is not', () => {
    const healthCommand = 'curl -f http://localhost:8080/';
    assert.equal(stateOf({health: 'unhealthy', healthCommand})?.healthCommand, healthCommand);
    assert.equal(stateOf({health: 'healthy', healthCommand})?.healthCommand, undefined);
  });
});
