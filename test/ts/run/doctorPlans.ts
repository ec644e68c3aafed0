import {planFix} from '../../../ts-helpers/src/doctor/fix.ts';
import {withChange} from '../../../ts-helpers/src/outside/composeSourceSplice.ts';
import {createMachine, gitIn} from '../../fakes/machine.ts';
import {createRepository} from '../../fakes/repository.ts';

export const OF_DOCTOR = {doctor: ['.gitignore']};

export const ofDoctor = {
  async doctor() {
    const machine = await createMachine({'compose.yml': 'services: {}'});
    try {
      createRepository(machine.workspace).commit('Begin');
      const needs = {...machine.needs, git: gitIn(machine.workspace), withChange};
      return (await planFix(await machine.project(), needs)).plan;
    } finally {
      await machine.remove();
    }
  },
};
