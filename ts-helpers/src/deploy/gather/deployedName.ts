import {composeProjectName} from '../../project/conventions.ts';
import type {DeployRequest} from './request.ts';

/** Docker's name of what the request deploys. */
export const deployedName = ({
  project: {build, settings},
  environment,
}: Pick<DeployRequest, 'project' | 'environment'>): string =>
  composeProjectName(
    build.project,
    ...(settings.instance === undefined ? [] : [settings.instance]),
    environment,
  );
