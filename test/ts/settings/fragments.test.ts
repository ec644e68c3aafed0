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
    const {branches, timeouts, health, test, jenkins, previews, databases, notes} = settled(nothing);
    assert.equal(previews, false);
    assert.deepEqual(databases, []);
    assert.deepEqual(branches, {develop: 'stage', master: 'prod', main: 'prod'});
    assert.deepEqual(timeouts, {test: 30, deploy: 30, backup: 360, lock: 10});
    assert.deepEqual(health, {minutes: 5, none: false});
    assert.deepEqual(test, {service: 'test', junit: []});
    assert.deepEqual(jenkins, {jobs: 'multibranch', production: 'same'});
    assert.deepEqual(notes, []);
  });
});

describe('the databases of a project that are no services', () => {
  it('are those of a build before those of the repository, each as a map', () => {
    const parts = {engine: 'mysql' as const, host: 'DATABASE_HOST'};
    const own = {databases: ['DATABASE_URL', parts]};
    assert.deepEqual(settled({...nothing, own}).databases, [{url: 'DATABASE_URL'}, parts]);
    assert.deepEqual(settled({...nothing, own, given: {databases: []}}).databases, []);
  });
});

describe('the settings of previews', () => {
  const previews = (own: object | boolean, organisation?: object | boolean) =>
    settled({
      ...nothing,
      own: {previews: own as boolean},
      ...(organisation !== undefined && {organisation: {previews: organisation as boolean}}),
    });

  it('have defaults once they are wanted', () => {
    assert.deepEqual(previews(true).previews, {days: 14, limit: 10});
    assert.deepEqual(previews({days: 3}).previews, {days: 3, limit: 10});
    assert.equal(previews(false, true).previews, false);
  });

  it('are narrowed by a repository, and not widened', () => {
    const organisation = {agent: 'looked-at', limit: 3, days: 7};
    assert.deepEqual(previews({agent: 'stage', limit: 9}, organisation).previews, {
      agent: 'looked-at',
      days: 7,
      limit: 3,
    });
    assert.deepEqual(previews({limit: 2}, organisation).previews, {...organisation, limit: 2});
    const {previews: none, notes} = previews(true, false);
    assert.equal(none, false);
    assert.match(notes.join(), /`previews` of the repository does not count/);
  });
});

const keys = (object: object): string[] => Object.keys(object);
