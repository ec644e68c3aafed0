import type {ComposeService} from '../../compose/model.ts';
import {TEST} from '../../project/conventions.ts';
import {PRODUCTION} from '../../settings/production.ts';
import {stageBuilt} from './dockerfile.ts';
import type {EnvironmentFacts, ProjectFacts} from './facts.ts';

interface ServiceFacts {
  name: string;
  service: ComposeService;
  environment: EnvironmentFacts;
}

/** What a laptop has: nobody else reaches it, and code is worked on in it. */
const DEVELOPMENT = 'dev';

export const servicesOf = ({environments}: Pick<ProjectFacts, 'environments'>): ServiceFacts[] =>
  environments.flatMap(environment =>
    Object.entries(environment.model.services).map(([name, service]) => ({name, service, environment})),
  );

/** Those of environments that others reach. */
export const deployedServices = (facts: ProjectFacts): ServiceFacts[] =>
  servicesOf(facts).filter(({environment: {name}}) => name !== TEST && name !== DEVELOPMENT);

export const servicesInProduction = (facts: ProjectFacts): ServiceFacts[] =>
  servicesOf(facts).filter(({environment: {name}}) => name === PRODUCTION);

/** Whether a service is to end: another one waits for that. */
export const isOneShot = (name: string, {model}: EnvironmentFacts): boolean =>
  Object.values(model.services).some(
    ({depends_on: needed}) => needed?.[name]?.condition === 'service_completed_successfully',
  );

/** Whether something asks whether it is well, as far as files tell: of its Dockerfile, but not of an image of others. */
export const hasHealthCheck = (
  name: string,
  {healthcheck}: ComposeService,
  {dockerfiles}: Pick<ProjectFacts, 'dockerfiles'>,
): boolean => {
  if (healthcheck?.disable === true || [healthcheck?.test].flat()[0] === 'NONE') return false;
  if (healthcheck?.test !== undefined) return true;
  return dockerfiles.some(
    ({services, instructions, target}) =>
      services.includes(name) &&
      stageBuilt(instructions, target)?.instructions.some(
        one => one.name === 'HEALTHCHECK' && !/^NONE\b/i.test(one.words),
      ),
  );
};
