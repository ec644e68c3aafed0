import {composeFiles, environmentFile} from '../domain/conventions.ts';
import {planPipeline, type PipelinePlan} from '../domain/pipeline.ts';
import {UserError} from '../errors.ts';
import type {Facts} from '../domain/facts.ts';
import type {Files} from '../adapters/files.ts';
import {type ChangesNeeds, gatherChanges} from './changes.ts';
import type {Project} from './project.ts';

export interface PlanNeeds extends ChangesNeeds {
  files: Pick<Files, 'exists'>;
}

/** The stages of this build. Fails at once where a stage would only fail later, for want of a compose file. */
export const plan = async (project: Project, facts: Facts, needs: PlanNeeds): Promise<PipelinePlan> => {
  const {build, settings, workspace} = project;
  const {files} = needs;
  const changes = gatherChanges(project, facts, needs);
  // Awaited below, and not at all where the project is not one.
  changes.catch(() => undefined);
  const bases = composeFiles(settings);
  const found = await Promise.all(bases.map(name => files.exists(`${workspace}/${name}`)));
  if (!found.includes(true)) {
    throw new UserError('NOT_A_PROJECT', `There is no ${bases.join(' or ')} in this project.`, {
      where: workspace,
    });
  }
  if (build.environment !== undefined) await requireEnvironmentFile(build.environment);
  return planPipeline(build, settings, await changes);

  async function requireEnvironmentFile(environment: string) {
    const file = environmentFile(settings, environment);
    if (await files.exists(`${workspace}/${file}`)) return;
    const message = `The branch ${build.branch} deploys to ${environment}, but there is no ${file}.`;
    throw new UserError('NO_ENVIRONMENT_FILE', message, {where: file});
  }
};
