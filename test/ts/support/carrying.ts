import type {CarryOutNeeds} from '../../../ts-helpers/src/run/carryOut.ts';
import type {Step, Undo} from '../../../ts-helpers/src/result/step.ts';

export const undoOf = (name: string): Undo => ({deed: `un${name}`, does: `Undo ${name}`});
export const steps = ['build', 'start', 'watch'].map((id): Step => ({
  id,
  does: `Do ${id}`,
  risks: 'nothing',
  limit: 1,
  undo: [undoOf(id)],
}));

/** What was said, and undone, in its order; each test begins with nothing. */
export const heard: string[] = [];

export const voice: CarryOutNeeds<Step>['voice'] = {
  step: async (name, work) => {
    heard.push(name);
    return work();
  },
  warn: message => heard.push(message),
};

export const deeds =
  (failing: Record<string, Error>) =>
  ({id}: Step): Promise<void> =>
    failing[id] ? Promise.reject(failing[id]) : Promise.resolve();

export const undoing =
  (failing: Record<string, Error> = {}) =>
  ({deed}: Undo): Promise<void> => {
    heard.push(deed);
    return failing[deed] ? Promise.reject(failing[deed]) : Promise.resolve();
  };
