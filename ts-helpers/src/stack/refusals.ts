import {UserError} from '../errors/userError.ts';
import type {SwarmState} from '../compose/swarm.ts';
import {quoted} from '../text/plain.ts';

/** Throws NO_SWARM where the engine is no manager of a swarm. */
export const refuseWithoutSwarm = ({state, isManager, node}: SwarmState): void => {
  if (state === 'active' && isManager) return;
  const is =
    state !== 'active'
      ? `is in no swarm: Docker calls it ${state}`
      : `is a worker of its swarm (node ${node}), which takes no orders`;
  throw new UserError('NO_SWARM', `The target is a swarm, and the Docker engine ${is}.`, {
    remedy:
      'Deploy on a manager, or name one: DOCKER_HOST=ssh://deploy@manager. A swarm of this engine alone is begun with: docker swarm init',
  });
};

/** Throws TARGET_TAKEN: two sets of the same services would want the same ports and data. */
export const refuseOtherTarget = (
  composeProject: string,
  {target, others}: {target: 'compose' | 'swarm'; others: readonly string[]},
): void => {
  if (others.length === 0) return;
  const name = quoted(composeProject);
  const [runs, ends] =
    target === 'swarm'
      ? ['under Compose', `docker compose -p ${name} down`]
      : ['in a swarm', `docker stack rm ${name}`];
  throw new UserError(
    'TARGET_TAKEN',
    `${composeProject} already runs ${runs}: ${others.slice(0, 5).join(', ')}.`,
    {
      remedy: `End it first, and deploy then; the site is away in between, and volumes stay: ${ends}`,
    },
  );
};
