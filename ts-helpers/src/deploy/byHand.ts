import {UserError} from '../errors/userError.ts';
import type {DeployRequest} from './gather/request.ts';

/** What a person has to mean, on the host, no build does. Throws BAD_ARGUMENT with how to do it: by `words`, like `deploy stage`. */
export const refuseInJenkins = (
  {takesOver, recreates, project: {build}}: Pick<DeployRequest, 'takesOver' | 'recreates' | 'project'>,
  words: string,
): void => {
  if (build.job === undefined) return;
  const byHand = (flag: string, given: string, does: string) =>
    new UserError('BAD_ARGUMENT', `A build in Jenkins does not ${does}.`, {
      where: flag,
      remedy: `Do it by hand, on the host, in a clone of the project: countable ${words} ${given}`,
    });
  if (takesOver) throw byHand('--take-over', '--take-over', 'take over what belongs to another project');
  if (recreates.length > 0)
    throw byHand(
      '--recreate',
      `--recreate ${recreates.join(',')}`,
      'bring a service up without the data that it has',
    );
};
