import type {ComposeModel, ComposeProject, Container} from '../compose/model.ts';
import {UserError} from '../errors/userError.ts';
import {quoted} from '../text/plain.ts';
import {suggestion} from '../text/suggestion.ts';
import type {Project} from '../workspace/project.ts';
import {type HereNeeds, readHere, standingHere} from './here.ts';

export interface Attending {
  compose: ComposeProject;
  model: ComposeModel;
  containers: readonly Container[];
}

/** The project here, of which somebody wants to see services. Throws BAD_ARGUMENT where there is none of that name. */
export const attending = async (
  project: Project,
  services: readonly string[],
  needs: HereNeeds,
): Promise<Attending> => {
  const {compose, model} = await readHere(project, needs);
  const known = Object.keys(model.services);
  for (const service of services) {
    if (known.includes(service)) continue;
    const near = suggestion(service, known);
    throw new UserError('BAD_ARGUMENT', `There is no service ${quoted(service)}.`, {
      where: '<service>',
      remedy: near === undefined ? `Name one of ${known.join(', ')}.` : `Did you mean ${near}?`,
    });
  }
  const {containers} = await standingHere(compose, needs);
  return {compose, model, containers};
};

/** Throws SERVICE_NOT_RUNNING. */
export const requireRunning = (service: string, {containers}: Attending): void => {
  const own = containers.filter(one => one.service === service);
  if (own.some(({state}) => state === 'running')) return;
  const [first] = own;
  throw new UserError(
    'SERVICE_NOT_RUNNING',
    first === undefined
      ? `${service} does not run here.`
      : `${service} does not run: it is ${first.state}${first.state === 'exited' ? ` with ${first.exitCode}` : ''}.`,
    {
      where: `service ${service}`,
      remedy: `${first === undefined ? '' : `See what it said: countable logs ${service}. `}Start it: countable up`,
    },
  );
};

/** The shell that people know, where there is one. */
export const SHELL = ['sh', '-c', 'if command -v bash >/dev/null 2>&1; then exec bash; else exec sh; fi'];
