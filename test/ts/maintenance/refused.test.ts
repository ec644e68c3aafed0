import assert from 'node:assert/strict';
import {refuseUnfit} from '../../../ts-helpers/src/maintenance/plan/refused.ts';

describe('maintenance', () => {
  it('is refused to previews and swarms, and to nothing else', () => {
    const swarm = {prod: 'swarm', '*': 'compose'} as const;
    const refusal = (message: RegExp) => ({code: 'MAINTENANCE_UNSERVED', message});
    assert.throws(
      () => {
        refuseUnfit('pr-7', {target: {}});
      },
      refusal(/^pr-7 has no maintenance: a preview/),
    );
    assert.throws(
      () => {
        refuseUnfit('prod', {target: swarm});
      },
      refusal(/^prod has no maintenance: what a swarm/),
    );
    for (const target of [swarm, {}]) refuseUnfit('stage', {target});
  });
});
