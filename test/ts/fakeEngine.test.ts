import {engineContract} from '../contract/engine.ts';
import {logsIn} from '../fakes/engine/history.ts';
import {lifecycleIn} from '../fakes/engine/lifecycle.ts';
import {listingIn} from '../fakes/engine/listing.ts';
import {createState, runIn} from '../fakes/engine/state.ts';

describe('the engine that unit tests use', () => {
  const state = createState();
  const docker = {...listingIn(state), ...lifecycleIn(state), ...logsIn(state)};
  engineContract(() => ({
    docker,
    label: 'ca.countable.contract=fake',
    run: wanted => Promise.resolve(runIn(state, wanted)),
  }));
});
