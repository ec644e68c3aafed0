import assert from 'node:assert/strict';
import {type Known, projectsOf, watchedParts} from '../../../ts-helpers/src/fleet/plan/watched.ts';
import {productionProjects} from '../../../ts-helpers/src/jenkins/plan.ts';
import {inventoryOf} from '../../../ts-helpers/src/archive/inventory.ts';
import {nightsAgo, objectsOf} from '../archive/kept.ts';

const known = (more: Partial<Known>): Known => ({
  listed: [],
  leave: [],
  jenkins: [],
  found: [],
  keptBefore: [],
  ...more,
});
const watched = (more: Partial<Known>, parts: readonly (string | undefined)[] = []): string[] => {
  const objects = parts.flatMap(part => objectsOf({at: nightsAgo(1), ...(part !== undefined && {part})}));
  const {archives} = inventoryOf('shop', objects);
  const branches = {develop: 'stage', main: 'prod', demo: 'demo'};
  return watchedParts('shop', known(more), {archives, branches})
    .map(part => part ?? 'itself')
    .sort();
};

describe('what is watched', () => {
  it('is every project that is named, deployed, found, or was there', () => {
    const names = known({listed: ['b/x', 'a'], jenkins: ['c'], found: ['a', 'd'], keptBefore: ['e/y', 'e']});
    assert.deepEqual(projectsOf(names), ['a', 'b', 'c', 'd', 'e']);
  });

  it('is of a project what has backups, and what is named', () => {
    assert.deepEqual(watched({}, [undefined, 'kmc']), ['itself', 'kmc']);
    assert.deepEqual(watched({listed: ['shop/kmc', 'shop-stage', 'sho']}), ['kmc']);
    assert.deepEqual(watched({listed: ['shop']}, ['kmc']), ['itself', 'kmc']);
    assert.deepEqual(watched({keptBefore: ['shop', 'shop/kmc']}), ['itself', 'kmc']);
  });

  it('is no environment but production, unless it is named', () => {
    const parts = [undefined, 'stage', 'kmc-stage', 'demo', 'stage-kmc'];
    assert.deepEqual(watched({}, parts), ['itself', 'stage-kmc']);
    assert.deepEqual(watched({listed: ['shop/stage']}, parts), ['itself', 'stage', 'stage-kmc']);
  });

  it('is what Jenkins deploys, unless it is instances of it that have backups', () => {
    assert.deepEqual(watched({jenkins: ['shop']}), ['itself']);
    assert.deepEqual(watched({jenkins: ['shop']}, ['kmc']), ['kmc']);
    assert.deepEqual(watched({jenkins: ['shop-stage']}), []);
  });

  it('is nothing that is to be left, unless it is named as well', () => {
    assert.deepEqual(watched({leave: ['shop'], jenkins: ['shop']}, [undefined, 'kmc']), []);
    assert.deepEqual(watched({leave: ['shop/kmc']}, [undefined, 'kmc']), ['itself']);
    assert.deepEqual(watched({leave: ['shop'], listed: ['shop/kmc']}, [undefined, 'kmc']), ['kmc']);
  });
});

describe('projects that Jenkins deploys to production', () => {
  const leaf = (name: string) => ({name, isMultibranch: false, inside: []});
  const multibranch = (name: string, ...branches: string[]) => ({
    name,
    isMultibranch: true,
    inside: branches.map(leaf),
  });
  const folder = (name: string, ...inside: object[]) => ({
    name,
    isMultibranch: false,
    inside: inside as never,
  });

  it('have a branch that goes there, or a classic job, in whatever folders', () => {
    const tree = [
      multibranch('shop', 'main', 'develop'),
      folder('team', folder('web', multibranch('blog', 'master')), leaf('old-prod'), leaf('old-test')),
      folder('production', multibranch('shop', 'main')),
      multibranch('library', 'develop', 'maintenance', 'feature-prod'),
      leaf('-prod'),
      leaf('prod'),
    ];
    assert.deepEqual(productionProjects(tree, {main: 'prod', master: 'prod', develop: 'stage'}), [
      'blog',
      'old',
      'shop',
    ]);
  });
});
