import type {Docker} from '../../../ts-helpers/src/outside/docker.ts';
import {besideIn} from './beside.ts';
import {historyIn} from './history.ts';
import {imagesIn} from './images.ts';
import {insideOf} from './inside.ts';
import {lifecycleIn} from './lifecycle.ts';
import {listingIn} from './listing.ts';
import {resourcesIn} from './resources.ts';
import {type EngineState, failIfTold} from './state.ts';

/** An engine in memory, held to the real one by test/contract/engine.ts. */
export const createFakeDocker = (state: EngineState): Docker => ({
  async version() {
    failIfTold(state, 'docker version');
    return '29.1.0';
  },
  ...besideIn(state),
  ...listingIn(state),
  ...lifecycleIn(state),
  ...historyIn(state),
  ...insideOf(state),
  ...imagesIn(state),
  ...resourcesIn(state),
  // No server runs in memory that could be restored into: proofs are tested end to end.
  openFolder: () => Promise.reject(new Error('there is no folder of the host in here')),
  runThrowAway: () => Promise.reject(new Error('there is no server in here')),
  runTools: () => Promise.reject(new Error('there is no server in here')),
  holdMount: () => Promise.reject(new Error('there are no files in here')),
  makeInternalNetwork: () => Promise.reject(new Error('there is no server in here')),
  buildOn: () => Promise.reject(new Error('nothing is built in here')),
  runSidecar: () => Promise.reject(new Error('there is no server in here')),
  runOnce: () => Promise.reject(new Error('there are no programs in here')),
  restart: () => Promise.reject(new Error('nothing runs in here')),
  removeVolume: () => Promise.reject(new Error('there are no volumes in here')),
  removeAbandoned: () => Promise.resolve(),
  removeThrowAway: () => Promise.reject(new Error('there is no server in here')),
});
