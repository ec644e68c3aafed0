import {CommandFailed, UserError} from '../../errors/userError.ts';
import type {Moment} from '../../compose/moment.ts';
import type {Clock} from '../../outside/clock.ts';
import type {Docker} from '../../outside/docker.ts';
import {projectLabel} from '../../project/conventions.ts';
import type {Voice} from '../../run/voice.ts';
import {spanSince} from '../../services/evidence.ts';
import type {Gathered} from '../gather.ts';
import type {DeployStep} from '../plan.ts';

export interface WitnessNeeds {
  docker: Pick<Docker, 'moments' | 'followMoments'>;
  clock: Pick<Clock, 'elapsed'>;
  voice: Pick<Voice, 'detail'>;
}

/** What the engine tells of the containers of a deploy, heard while it happens: asked afterwards, it knows its last 256 events alone. */
export interface Witness {
  /** Oldest first; of a return from the deploy that failed on. */
  moments(): Promise<Moment[]>;
  end(): void;
}

type Watched = Pick<Gathered, 'facts' | 'began'>;

export const createWitness = (
  {facts: {composeProject, containers, swarm}, began}: Watched,
  {steps, before}: {steps: readonly DeployStep[]; before: Witness | undefined},
  {docker, clock, voice}: WitnessNeeds,
): Witness => {
  const label = projectLabel(composeProject);
  const heard: Moment[] = [];
  const isAny = swarm === undefined && containers.length > 0 && steps.some(stopsSomething);
  const following = isAny ? follow() : undefined;

  async function follow(): Promise<{end(): Promise<unknown>} | undefined> {
    try {
      const since = await began.at();
      const until = new Date(since.getTime() + LONGEST_MS);
      return await docker.followMoments(label, {since, until}, moment => {
        heard.push(moment);
      });
    } catch (error) {
      untold('What the engine says of containers is not heard as it happens', error);
      return undefined;
    }
  }

  function untold(what: string, error: unknown): void {
    if (!(error instanceof CommandFailed) && !(error instanceof UserError)) throw error;
    voice.detail(`${what}: ${error.message}`);
  }

  /** The last of it may not have come yet. */
  const asked = async (): Promise<Moment[]> => {
    try {
      return await docker.moments(label, await spanSince(began, clock));
    } catch (error) {
      untold('What happened to containers cannot be asked', error);
      return [];
    }
  };

  return {
    async moments() {
      const earlier = (await before?.moments()) ?? [];
      const last = isAny ? await asked() : [];
      return inOrder([...earlier, ...heard, ...last]);
    },

    end() {
      void following?.then(it => it?.end());
    },
  };
};

/** Should this process be killed, what listens for it ends by itself. */
const LONGEST_MS = 24 * 3_600_000;

const stopsSomething = ({id, services = []}: DeployStep): boolean =>
  id === 'unlink' || id === 'setAside' || services.some(({does}) => does !== 'go on' && does !== 'reload');

const inOrder = (moments: readonly Moment[]): Moment[] => {
  const each = new Map(moments.map(one => [`${one.container} ${one.what} ${one.at.getTime()}`, one]));
  return [...each.values()].sort((one, other) => one.at.getTime() - other.at.getTime());
};
