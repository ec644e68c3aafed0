import {composeFiles, environmentFiles, environmentTitle} from '../../project/conventions.ts';
import {previewNumber} from '../../project/preview.ts';
import {quoted} from '../../text/plain.ts';
import {inDocs} from '../../errors/documents.ts';
import {type ErrorDetails, UserError} from '../../errors/userError.ts';
import type {Files} from '../../outside/files.ts';
import type {Git} from '../../outside/git.ts';
import {environmentFileAdvice, PREVIEW_FILE_ADVICE} from '../../workspace/advice.ts';
import {environmentsThere} from '../../workspace/environments.ts';
import {present} from '../../workspace/present.ts';
import {notAProject} from '../../workspace/composeFiles.ts';
import type {DeployRequest} from './request.ts';

/** Compose file and override of an environment, relative to the project. */
export interface DeployFiles {
  base: string;
  environment: string;
}

export interface ComposeFileNeeds {
  files: Pick<Files, 'exists' | 'below' | 'above' | 'danglingLink'>;
  git: Pick<Git, 'ignored'>;
}

type Request = Pick<DeployRequest, 'project' | 'environment'>;

/** Throws NOT_A_PROJECT or NO_ENVIRONMENT_FILE. `isPart` tells whether a file is part of a deploy. */
export const findComposeFiles = async (
  request: Request,
  isPart: (file: string) => boolean,
  needs: ComposeFileNeeds,
): Promise<DeployFiles> => {
  const {project} = request;
  const {settings} = project;
  const there = await present(composeFiles(settings), project, needs.files);
  const base = there.find(isPart);
  if (base === undefined) {
    const known = await leftOut(there[0], needs);
    throw known ? new UserError('NOT_A_PROJECT', ...known) : await notAProject(project, needs.files);
  }
  const overrides = environmentFiles(settings, request.environment, base);
  const found = await present(overrides, project, needs.files);
  const environment = found.find(isPart);
  if (environment !== undefined) return {base, environment};
  throw new UserError(
    'NO_ENVIRONMENT_FILE',
    ...((await leftOut(found[0], needs)) ??
      (await noEnvironmentFile(request, {base, missing: overrides}, needs))),
  );
};

/** A file that lies there and is no part of the deploy. */
const leftOut = async (
  file: string | undefined,
  {git}: ComposeFileNeeds,
): Promise<[string, ErrorDetails] | undefined> => {
  if (file === undefined) return undefined;
  const isIgnored = (await git.ignored([file])).length > 0;
  return [
    isIgnored
      ? `${file} is there, but git is told to ignore it, so that no deploy has it.`
      : `${file} is there, but it is not added to git, so that no deploy has it.`,
    {where: file, remedy: `Add it: git add ${isIgnored ? '--force ' : ''}${quoted(file)}, and commit it.`},
  ];
};

const noEnvironmentFile = async (
  {project, environment}: Request,
  {base, missing}: {base: string; missing: readonly string[]},
  {files}: ComposeFileNeeds,
): Promise<[string, ErrorDetails]> => {
  const advice = await environmentFileAdvice(project, {environment, base}, files);
  const names = missing.join(' or ');
  const where = missing[0] ?? '';
  if (previewNumber(environment) !== undefined) {
    const remedy = advice ?? `${PREVIEW_FILE_ADVICE} ${inDocs('how-to/preview-a-pull-request.md')}`;
    return [
      `There is no ${names}, which says how ${environmentTitle(environment)} differs.`,
      {where, remedy},
    ];
  }
  const others = await environmentsThere(project, files);
  const first = others.length > 0 ? `Deploy to ${others.join(' or ')}, or add` : 'Add';
  return [
    `There is no ${names} to deploy ${environment} with.`,
    {
      where,
      remedy: advice ?? `${first} ${names}, or name another file under \`compose:\` in countable.yml.`,
    },
  ];
};
