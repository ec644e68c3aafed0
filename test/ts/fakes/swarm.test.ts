import {registryContract} from '../../contract/registry.ts';
import {swarmContract} from '../../contract/swarm.ts';
import {createState, nameImage} from '../../fakes/engine/state.ts';
import {createFakeDocker} from '../../fakes/engine/docker.ts';
import {createFakeSwarm} from '../../fakes/swarm.ts';

describe('the swarm that unit tests use', () => {
  const state = createState();
  nameImage(state, 'busybox:1.35', {id: 'sha256:1', labels: {}});
  const swarm = createFakeSwarm(state);
  let made = 0;
  beforeEach(() => {
    made += 1;
  });
  swarmContract(() => ({
    swarm,
    stack: `contract-${made}`,
    image: 'busybox:1.35',
    program(name, {prints, exits}) {
      state.programs[name] = {...(prints && {prints: [prints]}), ...(exits !== undefined && {exits})};
      return {};
    },
    file: content => content,
    wait: () => state.clock.wait(500),
  }));
  registryContract(() => ({
    swarm,
    docker: createFakeDocker(state),
    image: 'busybox:1.35',
    name: `registry.example.org:5000/contract-${made}`,
  }));
});
