import {composeContract} from '../contract/compose.ts';
import {engineContract} from '../contract/engine.ts';
import {lockContract} from '../contract/locks.ts';
import {createFakeCompose} from '../fakes/compose/compose.ts';
import {createFakeDocker} from '../fakes/engine/docker.ts';
import {makeIn, startIn} from '../fakes/engine/running.ts';
import {createState} from '../fakes/engine/state.ts';
import {createFakeLocks} from '../fakes/locks.ts';

describe('the engine that unit tests use', () => {
  const state = createState();
  engineContract(() => ({
    docker: createFakeDocker(state),
    label: 'ca.countable.contract=fake',
    async run(wanted) {
      const container = makeIn(state, wanted);
      startIn(state, container);
      return container.id;
    },
  }));
});

describe('the Compose that unit tests use', () => {
  composeContract(() => createFakeCompose(createState()));
});

describe('the locks that unit tests use', () => {
  lockContract(() => ({locks: createFakeLocks(), file: '/somewhere/lock'}));
});
