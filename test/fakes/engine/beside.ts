import type {Beside} from '../../../ts-helpers/src/outside/docker/beside.ts';
import {refused} from './refused.ts';
import {makeIn} from './running.ts';
import {type EngineState, failIfTold} from './state.ts';

/** A container of no service runs an nginx: that is what they are made for. */
export const besideIn = (state: EngineState): Beside => ({
  async makeBeside({name, image, labels, networks, publishes, variables}) {
    failIfTold(state, 'docker create');
    const known = state.images.get(image) ?? [...state.images.values()].find(({id}) => id === image);
    if (known === undefined) throw refused(['create', name], `No such image: ${image}`);
    if (state.containers.some(one => one.name === name))
      throw refused(['create', name], `Conflict: ${name} is in use`);
    const program = state.programs[''] ?? {
      runs: ['1 nginx: master process nginx', '7 nginx: worker process'],
    };
    const ports = (publishes?.ports ?? []).map(port => ({...port, target: publishes?.inside ?? port.port}));
    return makeIn(state, {
      ...{name, image, imageId: known.id, labels, networks, ports, variables, program},
      restartPolicy: 'unless-stopped',
    }).id;
  },
});
