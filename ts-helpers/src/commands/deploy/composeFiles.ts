import {composeFiles, environmentFile} from '../../domain/conventions.ts';
import {UserError} from '../../errors.ts';
import type {Files} from '../../adapters/files.ts';
import type {DeployRequest} from '../deploy.ts';

/** Compose file and override of an environment, relative to the project. */
export interface DeployFiles {
  base: string;
  environment: string;
}

/** Throws NOT_A_PROJECT or NO_ENVIRONMENT_FILE. */
export const findComposeFiles = async (
  {project, environment}: Pick<DeployRequest, 'project' | 'environment'>,
  files: Pick<Files, 'exists'>,
): Promise<DeployFiles> => {
  const {workspace, settings} = project;
  const bases = composeFiles(settings);
  const found = await Promise.all(bases.map(name => files.exists(`${workspace}/${name}`)));
  const base = bases[found.indexOf(true)];
  if (base === undefined) {
    throw new UserError('NOT_A_PROJECT', `There is no ${bases.join(' or ')} in this project.`, {
      where: workspace,
    });
  }
  const override = environmentFile(settings, environment);
  if (await files.exists(`${workspace}/${override}`)) return {base, environment: override};
  throw await noEnvironmentFile({project, environment}, files);
};

const noEnvironmentFile = async (
  {project: {workspace, settings}, environment}: Pick<DeployRequest, 'project' | 'environment'>,
  files: Pick<Files, 'exists'>,
): Promise<UserError> => {
  const missing = environmentFile(settings, environment);
  const known = [
    ...new Set([...Object.values(settings.branches), ...Object.keys(settings.compose.environments)]),
  ];
  const there = await Promise.all(
    known.map(name => files.exists(`${workspace}/${environmentFile(settings, name)}`)),
  );
  const others = known.filter((_, index) => there[index]);
  return new UserError('NO_ENVIRONMENT_FILE', `There is no ${missing} to deploy ${environment} with.`, {
    where: missing,
    ...(others.length > 0 && {
      remedy: `Deploy to ${others.join(' or ')}, or add ${missing}, or name another file under \`compose:\` in countable.yml.`,
    }),
  });
};
