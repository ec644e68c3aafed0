import type {Compose} from '../outside/compose.ts';
import {carryOut} from '../run/carryOut.ts';
import type {Voice} from '../run/voice.ts';
import type {World} from '../run/world.ts';
import {blamingMachine} from '../services/machine.ts';
import type {Docker} from '../outside/docker.ts';
import {projectLabel} from '../project/conventions.ts';
import type {Project} from '../workspace/project.ts';
import {requireConfirmed} from './confirmed.ts';
import {type HereNeeds, readHere, refuseStrange, standingHere} from './here.ts';
import {type DownPlan, planDown} from './plan.ts';

export interface DownRequest {
  project: Project;
  withData: boolean;
  yes: string | undefined;
}

export interface DownNeeds extends HereNeeds {
  docker: HereNeeds['docker'] & Pick<Docker, 'networks' | 'version'>;
  compose: Pick<Compose, 'config' | 'down' | 'destroy' | 'version'>;
  voice: Voice;
  ask: World['ask'];
}

export interface DownOutcome {
  composeProject: string;
  done: string[];
  notes: string[];
}

export const planOnly = ({project, withData}: DownRequest, needs: DownNeeds): Promise<DownPlan> =>
  blamingMachine(needs, async () => {
    const {compose, model} = await readHere(project, needs);
    const {containers, volumes} = await standingHere(compose, needs);
    await refuseStrange(project, {compose, containers}, needs);
    const networks = await needs.docker.networks(projectLabel(compose.name));
    return planDown({composeProject: compose.name, model, containers, volumes, networks}, {withData});
  });

export const down = async (request: DownRequest, needs: DownNeeds): Promise<DownOutcome> => {
  const plan = await planOnly(request, needs);
  const {composeProject, steps, notes} = plan;
  const names = [composeProject, request.project.build.project] as const;
  await requireConfirmed(plan, {names, yes: request.yes}, needs);
  const {compose, voice} = needs;
  const onLine = (line: string) => {
    voice.output(line);
  };
  const remove = () =>
    request.withData ? compose.destroy(composeProject) : compose.down(composeProject, {onLine});
  const {done} = await carryOut(steps, remove, {voice});
  return {composeProject, done: done.map(({does}) => does), notes};
};
