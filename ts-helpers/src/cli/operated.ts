import {hostname} from 'node:os';
import path from 'node:path';
import {UserError} from '../errors/userError.ts';
import {createFiles} from '../outside/files.ts';
import {checkedEnvironment, checkedProjectName, composeProjectName} from '../project/conventions.ts';
import type {World} from '../run/world.ts';
import type {Deployed} from '../seam/operation.ts';
import {DEPLOY_ROOT, folderOf} from '../workspace/deployRoot.ts';
import {readFacts, readOrganisation} from '../workspace/open.ts';
import type {Invocation} from './parse.ts';

/** What operators chose, in the folder of the deploy that it is about: their job has no checkout. Throws UNKNOWN_ENVIRONMENT. */
export const inDeployFolder = async (invocation: Invocation, world: World): Promise<Invocation> => {
  const {given} = invocation;
  const {operation} = await readFacts(given);
  if (operation?.deployed === undefined || given.workspace !== undefined) return invocation;
  const {deployRoot = DEPLOY_ROOT} = await readOrganisation(given, world);
  const workspace = path.join(folderOf(deployRoot, world), nameOf(operation.deployed));
  if (!(await createFiles().exists(workspace))) throw nothingThere(operation.deployed, workspace);
  return {...invocation, given: {...given, workspace}};
};

const nameOf = ({project, instance, environment}: Deployed): string =>
  composeProjectName(
    checkedProjectName(project),
    ...(instance === undefined ? [] : [checkedProjectName(instance)]),
    checkedEnvironment(environment),
  );

const nothingThere = ({project, instance, environment}: Deployed, where: string): UserError => {
  const name = instance === undefined ? project : `${project}/${instance}`;
  return new UserError(
    'UNKNOWN_ENVIRONMENT',
    `Nothing was deployed on ${hostname()} as ${name} to ${environment}.`,
    {
      where,
      remedy:
        'Correct PROJECT and ENVIRONMENT; where it is deployed on another agent, give its label as AGENT.',
    },
  );
};
