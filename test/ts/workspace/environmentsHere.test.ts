import assert from 'node:assert/strict';
import type {Project} from '../../../ts-helpers/src/workspace/project.ts';
import {environmentsIn} from '../../../ts-helpers/src/workspace/environmentsHere.ts';

describe('the environments of a project that this host has', () => {
  const shop = (instance?: string) =>
    ({build: {project: 'shop'}, settings: {instance}}) as unknown as Pick<Project, 'build' | 'settings'>;

  it('are those that deploys have state of, also one that no setting names any more', () => {
    assert.deepEqual(environmentsIn(shop(), ['shop-stage', 'shop-qa', 'blog-prod', 'shop-']), [
      'qa',
      'stage',
    ]);
  });

  it('are previews as well, by their numbers', () => {
    assert.deepEqual(environmentsIn(shop(), ['shop-pr-7', 'shop-pr-x', 'shop-pr-07']), ['pr-7']);
  });

  it('are none of another project whose name begins the same, and none of another instance', () => {
    const folders = ['shop-admin-stage', 'shopping-stage', 'shop-blue-prod', 'shop-prod'];
    assert.deepEqual(environmentsIn(shop(), folders), ['prod']);
    assert.deepEqual(environmentsIn(shop('blue'), folders), ['prod']);
  });
});
