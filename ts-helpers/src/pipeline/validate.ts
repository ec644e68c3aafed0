import path from 'node:path';
import {
  besideOf,
  checkedEnvironment,
  composeProjectName,
  environmentFiles,
  SECRETS,
} from '../project/conventions.ts';
import {readEnvFile} from '../compose/envFile.ts';
import type {ComposeSource} from '../compose/source.ts';
import type {Encrypted} from '../project/encrypted.ts';
import {refuseAll} from '../project/findings.ts';
import {PREVIEW} from '../project/preview.ts';
import {openVariables} from '../project/openVariables.ts';
import {missingVariables} from '../project/variables.ts';
import {UserError} from '../errors/userError.ts';
import type {Compose} from '../outside/compose.ts';
import type {Files} from '../outside/files.ts';
import type {Git} from '../outside/git.ts';
import {findBase} from '../workspace/composeFiles.ts';
import {knownEnvironment} from '../workspace/environments.ts';
import {findEncrypted, refuseLeftOut} from '../workspace/encrypted.ts';
import {present} from '../workspace/present.ts';
import type {Project} from '../workspace/project.ts';

export interface ValidateNeeds {
  files: Pick<Files, 'exists' | 'readInside' | 'below' | 'above' | 'danglingLink'>;
  git: Pick<Git, 'files'>;
  compose: Pick<Compose, 'variables'>;
  readComposeSource(file: string, text: string): ComposeSource;
  /** Where deploys are. */
  root: string;
}

export interface Validated {
  project: string;
  encrypted: ValidatedFile[];
}

interface ValidatedFile {
  environment: string;
  file: string;
  /** Names in it; null where it does not tell them without its key. */
  names: string[] | null;
}

/** Throws what is wrong with the encrypted secrets of the project, all of it. */
export const validate = async (
  project: Project,
  environment: string | undefined,
  needs: ValidateNeeds,
): Promise<Validated> => {
  const {workspace, build, settings} = project;
  const base = await findBase(project, needs.files);
  const listed = (await needs.git.files({untracked: true}))?.files ?? [];
  const environments =
    environment === undefined
      ? [...Object.values(settings.branches), ...(settings.previews === false ? [] : [PREVIEW])]
      : [checkedEnvironment(environment)];
  await refuseLeftOut([...new Set(environments)], {workspace, base, listed}, needs);
  const all = await findEncrypted({workspace, base, listed}, needs);
  const asked =
    environment === undefined ? all : all.filter(one => one.environment === checkedEnvironment(environment));
  if (environment !== undefined && asked.length === 0) {
    await knownEnvironment(project, environment, needs);
    throw new UserError('BAD_ARGUMENT', `There are no encrypted secrets of ${environment}.`, {
      where: '<environment>',
      remedy: `They would be in ${besideOf(base, `env.${environment}.sops.env`)}.`,
    });
  }
  const found = await Promise.all(asked.map(one => lackingIn(one, {project, base}, needs)));
  refuseAll(found.flat());
  return {
    project: build.project,
    encrypted: asked.map(one => ({
      environment: one.environment,
      file: one.path,
      names: one.values === undefined ? null : Object.keys(one.values),
    })),
  };
};

/** Variables that Compose would miss once its files are merged. */
const lackingIn = async (
  {path: file, environment, values}: Encrypted,
  {project, base}: {project: Project; base: string},
  {files, compose, readComposeSource}: ValidateNeeds,
): Promise<UserError[]> => {
  const {workspace, build, settings} = project;
  const overrides = environmentFiles(settings, environment, base);
  const [override] = await present(overrides, project, files);
  if (override === undefined) {
    const message = `${file} is of no environment: there is no ${overrides.join(' or ')}.`;
    return [new UserError('NO_ENVIRONMENT_FILE', message, {where: file})];
  }
  if (values === undefined) return [];
  const read = async (name: string) => (await files.readInside(workspace, name)) ?? '';
  const sources = await Promise.all(
    [base, override].map(async name => readComposeSource(name, await read(name))),
  );
  const committed = readEnvFile(await read(besideOf(base, SECRETS)));
  const known = [...Object.keys(values), ...committed.entries.map(({name}) => name)];
  const open = openVariables(sources, known).map(({name}) => name);
  if (open.length === 0) return [];
  const used = await compose.variables({
    name: composeProjectName(build.project, environment),
    directory: path.join(workspace, path.dirname(base)),
    files: [base, override].map(name => path.join(workspace, name)),
  });
  const missing = open.filter(name => used.includes(name));
  const readFor = {project: build.project, environment, isLaptop: true, encrypted: file};
  return missing.length === 0 ? [] : [missingVariables(missing, sources, {readFor})];
};
