import assert from 'node:assert/strict';
import {FRAGMENTS} from '../../../ts-helpers/src/settings/fragments.ts';
import {settled} from '../../../ts-helpers/src/settings/settings.ts';

const nothing = {variables: {}, organisation: {}, own: {}, given: {}};

describe('the fragments of the settings', () => {
  it('have no key in common, neither of what is said nor of what counts', () => {
    for (const keysOf of [
      ({project, organisation}: (typeof FRAGMENTS)[number]) =>
        new Set([...keys(project), ...keys(organisation)]),
      ({settle}: (typeof FRAGMENTS)[number]) => new Set(keys(settle(nothing))),
    ]) {
      const all = FRAGMENTS.flatMap(fragment => [...keysOf(fragment)]);
      assert.deepEqual(
        all.filter((key, index) => all.indexOf(key) !== index),
        [],
      );
    }
  });

  it('count without anything that was said', () => {
    const {branches, timeouts, health, test, jenkins, notes} = settled(nothing);
    assert.deepEqual(branches, {develop: 'stage', master: 'prod', main: 'prod'});
    assert.deepEqual(timeouts, {test: 30, deploy: 30, lock: 10});
    assert.deepEqual(health, {minutes: 5, none: false});
    assert.deepEqual(test, {service: 'test', junit: []});
    assert.deepEqual(jenkins, {jobs: 'multibranch', production: 'same'});
    assert.deepEqual(notes, []);
  });
});

const keys = (object: object): string[] => Object.keys(object);
