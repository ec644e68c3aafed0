import type {ComposeModel} from '../../compose/model.ts';
import {stackLabel} from '../../compose/swarm.ts';
import type {Docker} from '../../outside/docker.ts';
import {projectLabel} from '../../project/conventions.ts';
import {refuseOtherTarget, refuseWithoutSwarm} from '../../stack/refusals.ts';
import type {OnSwarm} from '../../swarm/adapters.ts';
import type {DeployFacts} from '../plan/facts.ts';
import type {Prepared} from './prepare.ts';

/**
 * The nodes of the swarm, where that is the target. Throws NO_SWARM, and TARGET_TAKEN where the project runs on the other one: asked
 * first of all, for an engine that manages no swarm answers nothing else.
 */
export const findTarget = async (
  {composeProject, model}: Pick<Prepared, 'composeProject' | 'model'>,
  {onSwarm, docker}: {onSwarm?: OnSwarm; docker: Pick<Docker, 'containers'>},
): Promise<Pick<DeployFacts, 'swarm'>> => {
  if (onSwarm === undefined) {
    const tasks = await docker.containers([stackLabel(composeProject)]);
    refuseOtherTarget(composeProject, {target: 'compose', others: tasks.map(({name}) => name)});
    return {};
  }
  const {swarm, engine} = onSwarm;
  const state = await swarm.state();
  refuseWithoutSwarm(state);
  const labelled = await engine.containers([projectLabel(composeProject)]);
  // Of an image that Compose has built, tasks have its labels too.
  const containers = labelled.filter(({labels}) => labels['com.docker.swarm.service.id'] === undefined);
  refuseOtherTarget(composeProject, {target: 'swarm', others: containers.map(({name}) => name)});
  const nodes = await swarm.nodes();
  return {swarm: {here: state.node, nodes, homemade: await homemadeIn(model, engine)}};
};

/** What is built here has its name from the project: of that the files tell. */
const homemadeIn = async (
  {services}: ComposeModel,
  engine: Pick<Docker, 'registryNames'>,
): Promise<string[]> => {
  const images = Object.values(services).flatMap(({build, image}) =>
    build === undefined && image !== undefined ? [image] : [],
  );
  const known = await engine.registryNames(images);
  return [...known].filter(([, names]) => names.length === 0).map(([image]) => image);
};
