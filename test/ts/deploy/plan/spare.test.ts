import assert from 'node:assert/strict';
import type {StoredImage} from '../../../../ts-helpers/src/compose/storedImage.ts';
import {namesToGo, neededImages, spareImages} from '../../../../ts-helpers/src/deploy/plan/spare.ts';
import {ownerLabels} from '../../../../ts-helpers/src/project/release.ts';
import {release} from '../../support/deployFacts.ts';
import {built, keptOf, ofTests} from '../../support/diskFacts.ts';

describe('images that nothing needs', () => {
  const of = {release, composeProject: 'shop-2-stage'};
  const spare = (
    images: readonly StoredImage[],
    {used = [], gone = [], needed = []}: {used?: string[]; gone?: string[]; needed?: string[]} = {},
  ) => spareImages({images, used, gone}, of, new Set(needed)).map(({id}) => id);
  const COMPOSE = {'com.docker.compose.project': 'shop-2-stage'};
  const labelled = (some: Partial<typeof release>) =>
    built('x', {labels: {...ownerLabels({...release, ...some}), ...COMPOSE}});

  it('are those of the deploy, with its names or without any', () => {
    const named = built('named', {names: ['shop-2-stage-web:latest', 'shop-2-stage-web:c0ffee123456']});
    assert.deepEqual(spare([built('nameless'), named]), ['nameless', 'named']);
  });

  it('are none that a container or a kept release uses', () => {
    assert.deepEqual(spare([built('a'), built('b'), built('c')], {used: ['a'], needed: ['b']}), ['c']);
  });

  it('are none of others, and none whose owner nobody knows', () => {
    const others = [
      labelled({project: 'other'}),
      labelled({environment: 'prod'}),
      labelled({repository: 'git.example.org/another/Shop-2'}),
      built('x', {labels: {...ownerLabels(release), 'com.docker.compose.project': 'shop-2-berlin-stage'}}),
      built('x', {labels: COMPOSE}),
      built('x', {labels: {}}),
    ];
    for (const other of others) assert.deepEqual(spare([other]), [], JSON.stringify(other.labels));
    assert.deepEqual(spare([labelled({})]), ['x']);
  });

  it('are none that somebody has given a name of his own', () => {
    for (const name of ['registry.example.org/shop:1', 'shop-2-stage:latest', 'my-shop-2-stage-web:latest'])
      assert.deepEqual(spare([built('x', {names: ['shop-2-stage-web:latest', name]})]), [], name);
  });

  it('are those of test runs whose process is no more', () => {
    const images = [ofTests('shop-2-test-1', 'gone'), ofTests('shop-2-test-2', 'alive')];
    assert.deepEqual(spare(images, {gone: ['gone']}), ['shop-2-test-1']);
  });

  it('go by all their names, or by their id', () => {
    const images = [built('a'), built('b', {names: ['x:1', 'x:2']})];
    assert.deepEqual(namesToGo(images), ['a', 'x:1', 'x:2']);
  });

  it('are none of the newest release of a version, nor of the live one', () => {
    const kept = [
      keptOf('a', '2026-11-01', 'a1'),
      keptOf('b', '2026-11-02', 'b1'),
      keptOf('a', '2026-11-03', 'a2'),
    ];
    const needed = (at: string) => [...neededImages(kept, {...release, at})].sort();
    assert.deepEqual(needed('2026-11-03'), ['a2', 'b1']);
    assert.deepEqual(needed('2026-11-01'), ['a1', 'a2', 'b1']);
  });
});
