import {CommandFailed} from '../../../ts-helpers/src/errors/userError.ts';
import type {Beside} from '../../../ts-helpers/src/outside/docker/beside.ts';
import {makeIn} from './running.ts';
import {type EngineState, failIfTold} from './state.ts';

/** A container of no service runs an nginx: that is what they are made for. */
export const besideIn = (state: EngineState): Beside => ({
  async makeBeside({name, image, labels, networks, publishes, variables}) {
    failIfTold(state, 'docker create');
    const known = state.images.get(image) ?? [...state.images.values()].find(({id}) => id === image);
    if (known === undefined) throw refused(name, `No such image: ${image}`);
    if (state.containers.some(one => one.name === name)) throw refused(name, `Conflict: ${name} is in use`);
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

const refused = (name: string, why: string): CommandFailed => {
  const stderr = `Error response from daemon: ${why}`;
  return new CommandFailed({
    program: 'docker',
    args: ['create', name],
    exitCode: 1,
    tail: [stderr],
    stderr,
  });
};
