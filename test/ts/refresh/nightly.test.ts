import assert from 'node:assert/strict';
import {planPipeline} from '../../../ts-helpers/src/pipeline/plan.ts';
import {backedUp} from '../support/backups.ts';

describe('a build that the nightly timer began', () => {
  it('refreshes environments once production is proven, each where it runs', () => {
    const settings = backedUp({}, {refresh: {nightly: ['stage']}, agents: {stage: 'web-3'}});
    const build = {
      ...{project: 'shop', branch: 'master', because: 'x', commit: 'c0ffee', buildNumber: 7},
      environment: 'prod',
    };
    const {groups} = planPipeline(build, settings, {byTimer: true});
    const [backup, pruning, refreshing, ...others] = groups.flatMap(({stages}) => stages);
    assert.deepEqual([pruning?.verb, others], ['restore', []]);
    assert.deepEqual(
      [backup?.verb, refreshing?.name, refreshing?.verb, refreshing?.arguments, refreshing?.agents],
      ['backup', 'Refresh stage', 'refresh', ['--environment=stage'], ['web-3']],
    );
    assert.deepEqual(
      refreshing?.credentials.map(({id}) => id),
      ['countable-backup-key-id', 'countable-backup-key-secret', 'countable-evidence-key'],
    );
  });
});
