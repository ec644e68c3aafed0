import {CommandFailed, UserError} from '../../errors/userError.ts';
import type {Moment} from '../../compose/moment.ts';
import type {Clock} from '../../outside/clock.ts';
import type {Docker} from '../../outside/docker.ts';
import {projectLabel} from '../../project/conventions.ts';
import {spanSince} from '../../services/evidence.ts';
import type {Voice} from '../../run/voice.ts';
import type {Gathered} from '../gather.ts';

interface Needs {
  docker: Pick<Docker, 'moments'>;
  clock: Pick<Clock, 'elapsed'>;
  voice: Pick<Voice, 'detail'>;
}

/** Of a container that somebody removes while a deploy works with it: whose it was, and when it went. */
export const namingWhatWent = async <T>(
  {facts, began}: Pick<Gathered, 'facts' | 'began'>,
  needs: Needs,
  work: () => Promise<T>,
): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    if (!isOfContainer(error)) throw error;
    const removals = await removalsOf(facts.composeProject, began, needs);
    const went = removals.findLast(one => isMeant(one, error));
    throw went === undefined ? error : gone(went, error);
  }
};

type OfContainer = CommandFailed | UserError;

/** One that goes just now is said not to run. */
const isOfContainer = (error: unknown): error is OfContainer =>
  error instanceof CommandFailed || (error instanceof UserError && error.code === 'CONTAINER_GONE');

const isMeant = ({container, service}: Moment, error: OfContainer): boolean =>
  error.message.includes(container) || (error instanceof UserError && error.where === `service ${service}`);

const removalsOf = async (
  composeProject: string,
  began: Gathered['began'],
  {docker, clock, voice}: Needs,
): Promise<Moment[]> => {
  try {
    const all = await docker.moments(projectLabel(composeProject), await spanSince(began, clock));
    return all.filter(({what}) => what === 'removed');
  } catch (error) {
    if (!(error instanceof CommandFailed) && !(error instanceof UserError)) throw error;
    voice.detail(`When the container was removed cannot be told: ${error.message}`);
    return [];
  }
};

const gone = ({service, at}: Moment, error: OfContainer): UserError => {
  const when = at.toISOString().slice(11, 19);
  const {evidence = {}} = error instanceof UserError ? error : {};
  return new UserError(
    'CONTAINER_GONE',
    `A container of the service ${service} is not there any more: it was removed at ${when} UTC, by something else than this deploy.`,
    {
      where: `service ${service}`,
      remedy: `Find out what removed it at that time, a \`docker rm\` by hand, a prune, a clean-up job of this machine, another build, and deploy again.`,
      evidence,
      cause: error,
    },
  );
};
