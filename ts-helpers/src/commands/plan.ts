import {composeFiles, environmentFile} from '../domain/conventions.ts';
import {planPipeline, type PipelinePlan} from '../domain/pipeline.ts';
import {UserError} from '../errors.ts';
import type {Files} from '../adapters/files.ts';
import type {Project} from './project.ts';

export interface PlanNeeds {
  files: Pick<Files, 'exists'>;
}

/** The stages of this build. Fails at once where a stage would only fail later, for want of a compose file. */
export const plan = async (
  {build, settings, workspace}: Project,
  {files}: PlanNeeds,
): Promise<PipelinePlan> => {
  const bases = composeFiles(settings);
  const found = await Promise.all(bases.map(name => files.exists(`${workspace}/${name}`)));
  if (!found.includes(true)) {
    throw new UserError('NOT_A_PROJECT', `There is no ${bases.join(' or ')} in this project.`, {
      where: workspace,
    });
  }
  if (build.environment !== undefined) await requireEnvironmentFile(build.environment);
  return planPipeline(build, settings);

  async function requireEnvironmentFile(environment: string) {
    const file = environmentFile(settings, environment);
    if (await files.exists(`${workspace}/${file}`)) return;
    const message = `The branch ${build.branch} deploys to ${environment}, but there is no ${file}.`;
    throw new UserError('NO_ENVIRONMENT_FILE', message, {where: file});
  }
};
