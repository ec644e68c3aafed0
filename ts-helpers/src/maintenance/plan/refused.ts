import {UserError} from '../../errors/userError.ts';
import {previewNumber} from '../../project/preview.ts';
import {targetOf} from '../../settings/target.ts';

/** Throws MAINTENANCE_UNSERVED where no page is led to, and none could stand in the place of what runs. */
export const refuseUnfit = (environment: string, settings: Parameters<typeof targetOf>[0]): void => {
  const why =
    previewNumber(environment) !== undefined
      ? 'a preview is for those who work on it, and goes away with its page'
      : targetOf(settings, environment) === 'swarm'
        ? 'what a swarm runs is not led to a page'
        : undefined;
  if (why === undefined) return;
  throw new UserError('MAINTENANCE_UNSERVED', `${environment} has no maintenance: ${why}.`, {
    where: environment,
  });
};
