import type {Docker} from '../../outside/docker.ts';
import {previewNumber} from '../../project/preview.ts';
import {ENVIRONMENT_LABEL, PROJECT} from '../../project/release.ts';
import {PRODUCTION} from '../../settings/production.ts';
import type {DeployRequest} from './request.ts';

/** The containers of production that a preview would run beside; of any other deploy that is not asked. */
export const findProduction = async (
  {project, environment}: Pick<DeployRequest, 'project' | 'environment'>,
  docker: Pick<Docker, 'containers'>,
): Promise<string[]> => {
  if (previewNumber(environment) === undefined) return [];
  const labels = [`${PROJECT}=${project.build.project}`, `${ENVIRONMENT_LABEL}=${PRODUCTION}`];
  return (await docker.containers(labels)).map(({name}) => name);
};
