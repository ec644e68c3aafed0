import assert from 'node:assert/strict';
import type {Container} from '../../../ts-helpers/src/compose/model.ts';
import {container, messageOf, verdictOf, watched} from '../support/watched.ts';

const needs = (service: string) => ({depends_on: {[service]: {condition: 'service_started'}}});
const WEB_NEEDS_DB = {services: {web: needs('db'), db: {}}};
const restarted = (more: Partial<Container> = {}) =>
  container({service: 'db', restarts: 1, state: 'restarting', exitCode: 7, ...more});

describe('a deploy whose time is over', () => {
  const late = (...containers: Container[]) => watched([{at: 0, containers}])[0]?.late;
  const checked = (service: string) => container({service, health: 'starting'});

  it('names all that are waited for, each once', () => {
    assert.deepEqual(late(container(), container({id: 'second'}), container({service: 'db'})), {
      service: 'web',
      code: 'SERVICE_UNHEALTHY',
      message: 'web, db did not come up within 5 minutes.',
    });
  });

  it('says that they did not become healthy where all have a check', () => {
    assert.equal(
      late(checked('web'), checked('db'))?.message,
      'web, db did not become healthy within 5 minutes.',
    );
    assert.equal(
      late(checked('web'), container({service: 'db'}))?.message,
      'web, db did not come up within 5 minutes.',
    );
  });

  it('names nothing that is up', () => {
    const up = container({service: 'db', health: 'healthy'});
    assert.equal(late(up, checked('web'))?.message, 'web did not become healthy within 5 minutes.');
    const settled = restarted({state: 'running', health: 'healthy'});
    const moments = [0, 15].map(at => ({at, containers: [settled, checked('web')]}));
    assert.equal(watched(moments).at(-1)?.late.message, 'web did not become healthy within 5 minutes.');
  });

  it('names first what others wait for', () => {
    const containers = [checked('web'), checked('db')];
    const [seen] = watched([{at: 0, containers}], {model: WEB_NEEDS_DB});
    assert.equal(seen?.late.service, 'db');
  });

  it('is by what ends again and again, where something does', () => {
    assert.equal(late(checked('web'), restarted())?.message, 'The service db keeps ending with exit code 7.');
  });
});

describe('a service that failed above one that ends again and again', () => {
  const said = (web: Partial<Container>, db = restarted()) =>
    messageOf([{at: 0, containers: [container(web), db]}], {model: WEB_NEEDS_DB});

  it('failed by that one', () => {
    assert.equal(
      said({state: 'exited', exitCode: 1}),
      'SERVICE_EXITED The service db keeps ending with exit code 7.',
    );
  });

  it('failed by itself where it was not started, could not be, or had no memory', () => {
    assert.equal(said({state: 'created'}), 'SERVICE_EXITED The service web was made and not started.');
    assert.equal(
      said({state: 'created', startError: 'no such file'}),
      'SERVICE_EXITED The service web did not start: no such file',
    );
    assert.equal(
      said({state: 'exited', exitCode: 137, outOfMemory: true}),
      'OUT_OF_MEMORY The service web was killed for lack of memory.',
    );
  });

  it('failed by itself where that one is up by now', () => {
    const db = restarted({state: 'running', health: 'healthy'});
    const moments = [
      {at: 0, containers: [container(), db]},
      {at: 15, containers: [container({state: 'exited', exitCode: 1}), db]},
    ];
    assert.equal(
      messageOf(moments, {model: WEB_NEEDS_DB}),
      'SERVICE_EXITED The service web ended with exit code 1.',
    );
  });
});

describe('a container that was removed', () => {
  it('is said to have been', () => {
    assert.deepEqual(
      verdictOf([{at: 0, containers: [container()]}], {model: {services: {web: {}, db: {}}}}),
      {
        state: 'failed',
        service: 'db',
        code: 'CONTAINER_GONE',
        message: 'A container of the service db is not there any more.',
      },
    );
  });
});
