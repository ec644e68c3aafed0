import assert from 'node:assert/strict';
import type {BuildIdentity} from '../../../../ts-helpers/src/result/buildIdentity.ts';
import {holdersOf, throwAwayLabels} from '../../../../ts-helpers/src/test/plan/leftovers.ts';

describe('labels of a throw-away project', () => {
  it('tell the build and the process that made it', () => {
    const build: BuildIdentity = {
      project: 'shop',
      branch: 'develop',
      because: '',
      commit: 'abc',
      buildNumber: 12,
    };
    assert.deepEqual(throwAwayLabels(build, 'host/boot/1/2'), {
      'ca.countable.run': 'test',
      'ca.countable.project': 'shop',
      'ca.countable.build': '12',
      'ca.countable.holder': 'host/boot/1/2',
    });
  });

  it('name the commit where nothing counts builds', () => {
    const labels = throwAwayLabels({project: 'shop', branch: null, because: '', commit: 'abc'}, 'x');
    assert.equal(labels['ca.countable.build'], 'abc');
  });
});

describe('holders of what was found', () => {
  it('are one for each compose project; what has no project or holder is not ours to judge', () => {
    const project = 'com.docker.compose.project';
    const holder = 'ca.countable.holder';
    const found = [
      {[project]: 'a', [holder]: 'x'},
      {[project]: 'a', [holder]: 'x'},
      {[project]: '', [holder]: 'y'},
      {[project]: 'b', [holder]: ''},
    ];
    assert.deepEqual([...holdersOf(found)], [['a', 'x']]);
  });
});
