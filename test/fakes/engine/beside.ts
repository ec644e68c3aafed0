import type {Beside} from '../../../ts-helpers/src/outside/docker/beside.ts';
import {makeIn, startIn} from './running.ts';
import {type EngineState, failIfTold} from './state.ts';

/** A container of no service runs an nginx: that is what they are started for. */
export const besideIn = (state: EngineState): Beside => ({
  async runBeside({name, image, labels, networks, variables}) {
    failIfTold(state, 'docker create');
    const program = state.programs[''] ?? {
      runs: ['1 nginx: master process nginx', '7 nginx: worker process'],
    };
    const container = makeIn(state, {name, image, labels, networks, variables, program});
    startIn(state, container);
    return container.id;
  },
});
