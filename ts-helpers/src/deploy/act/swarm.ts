import type {Container} from '../../compose/model.ts';
import {inRegistry, pushedServices} from '../../stack/images.ts';
import {awaitedOf, isJob, layersOf} from '../../stack/jobs.ts';
import type {OnSwarm} from '../../swarm/adapters.ts';
import type {DeployFacts} from '../plan.ts';
import type {Gathered} from '../gather.ts';
import {awaitStanding} from './standing.ts';
import type {WatchNeeds} from './watch.ts';

type Up = (which: {services: readonly string[]}) => Promise<void>;

/** A swarm starts all at once: who waits for another is given to it once that one is as far. */
export const bringInLayers = async (
  {request, facts, began}: Gathered,
  needs: WatchNeeds,
  up: Up,
): Promise<void> => {
  const {model, minutes} = facts;
  for (const layer of layersOf(model)) {
    await up({services: layer});
    for (const service of awaitedOf(layer, model)) {
      const isOnce = isJob(service, model);
      await awaitStanding(
        {
          services: [service],
          isAsked: one => one.service === service,
          isReady: isOnce ? hasDone : isHealthy,
          minutes: isOnce ? minutes.deploy : request.project.settings.health.minutes,
        },
        {request, facts, began},
        needs,
      );
    }
  }
};

const hasDone = ({state, exitCode}: Container): boolean => state === 'exited' && exitCode === 0;

/** Of one that nobody asks it is enough that it runs. */
const isHealthy = ({state, health}: Container): boolean =>
  state === 'running' && (health === undefined || health === 'healthy');

/** To their registry, from where the nodes get them. */
export const pushImages = async (
  {model, release}: Pick<DeployFacts, 'model' | 'release'>,
  {swarm}: OnSwarm,
  onLine: (line: string) => void,
): Promise<void> => {
  for (const [, {image = ''}] of pushedServices(model))
    await swarm.push(inRegistry(image, release.version), {onLine});
};

/** Configs and secrets of releases that are gone: those in use the swarm keeps. */
export const removeUnused = async (composeProject: string, {swarm}: OnSwarm): Promise<void> => {
  await swarm.removeKept(await swarm.kept(composeProject));
};
