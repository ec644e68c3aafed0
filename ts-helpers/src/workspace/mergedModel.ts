import {randomUUID} from 'node:crypto';
import path from 'node:path';
import type {Compose} from '../outside/compose.ts';
import type {Files} from '../outside/files.ts';
import type {ComposeModel, UnnamedProject} from '../compose/model.ts';
import {
  checkDollars,
  envFileComplaint,
  envFileRefusal,
  envFileWarnings,
  type ProjectEnvFile,
} from '../compose/envFiles.ts';
import type {GivenFile} from '../history/tree.ts';
import {
  type Secret,
  secretsOfEntries,
  secretsOfModel,
  weakSecrets,
  wordsOfModel,
} from '../secrets/secrets.ts';
import {readEnvFile} from '../compose/envFile.ts';
import type {ComposeSource} from '../compose/source.ts';
import {composeRefusal} from '../project/validation.ts';
import type {ReadFor} from '../project/variables.ts';
import {UserError, warningOf} from '../errors/userError.ts';
import type {Voice} from '../run/voice.ts';
import {distance, suggestion} from '../text/suggestion.ts';
import {refuseUndrawn} from './undrawn.ts';
import {warn} from '../run/warn.ts';

export interface ModelNeeds {
  compose: Pick<Compose, 'config'>;
  files: Pick<Files, 'readSmall'>;
  voice: Pick<Voice, 'hide' | 'spare' | 'warn'>;
}

export interface MergedModel {
  model: ComposeModel;
  /** Names of variables that have no value. */
  unset: string[];
  /** The variable of an env file that was probably meant by a name. */
  meant(name: string): string | undefined;
  /** All of them are hidden from now on, as far as they can be. */
  secrets: Secret[];
}

/**
 * What Compose merges the files of a project to. From here on its secrets are hidden, and the names in it are not. Throws
 * what Compose has against the files, told as the project knows them and not as they lie in `folder`. The sources may still
 * be on their way: Compose takes longer.
 */
export const mergedModel = async (
  needs: ModelNeeds,
  project: UnnamedProject,
  {
    folder,
    sources: reading,
    readFor,
    given = new Map(),
  }: {
    folder: string;
    sources: readonly ComposeSource[] | Promise<readonly ComposeSource[]>;
    readFor: ReadFor;
    given?: GivenFiles;
  },
): Promise<MergedModel> => {
  const merging = needs.compose.config(project);
  // Awaited below; the sources may be what fails.
  merging.catch(() => undefined);
  const sources = await reading;
  const files = await envFilesOf({...project, folder, given}, sources, needs.files);
  const inFiles = files.flatMap(secretsOfEntries);
  hide(inFiles, needs.voice);
  const meant = meantAmong(files);
  const {model, unset} = await merging.catch((error: unknown) => {
    throw refusal(error, folder, {sources, files, readFor: {...readFor, meant}});
  });
  checkDollars(unset, files, sources);
  if (readFor.environment !== undefined) refuseUndrawn(files, {isDeploy: true});
  for (const warning of envFileWarnings(files)) warn(needs.voice, warningOf(warning));
  const inModel = [...secretsOfModel(model), ...(await calledSecret(model, files, needs.files))];
  needs.voice.spare(wordsOfModel(model));
  hide(inModel, needs.voice);
  return {model, unset: await stillUsed(unset, project, needs), meant, secrets: [...inFiles, ...inModel]};
};

/** By two letters at most: names of other variables differ in more, or in fewer where they are numbered. */
const meantAmong = (files: readonly ProjectEnvFile[]): MergedModel['meant'] => {
  const names = files.flatMap(({entries}) => entries.map(({name}) => name));
  return name => {
    const near = suggestion(name, names);
    return near !== undefined && distance(name, near) <= MOST_APART ? near : undefined;
  };
};

const MOST_APART = 2;

/**
 * Those of the variables without a value that the merged model has: Compose also warns of those in what another file
 * overrides.
 */
const stillUsed = async (
  unset: readonly string[],
  project: UnnamedProject,
  {compose}: Pick<ModelNeeds, 'compose'>,
): Promise<string[]> => {
  if (unset.length === 0) return [];
  const marks = unset.map(name => [name, `unset-${randomUUID()}`] as const);
  const variables = {...project.variables, ...Object.fromEntries(marks)};
  try {
    const text = JSON.stringify((await compose.config({...project, variables})).model);
    return marks.filter(([, mark]) => text.includes(mark)).map(([name]) => name);
  } catch (error) {
    // As a port, a number or a path the mark is refused: so the variable is used.
    if (error instanceof UserError && error.code === 'COMPOSE_INVALID') return [...unset];
    throw error;
  }
};

/** Env files that were given under other names, by where Compose reads them. */
export type GivenFiles = ReadonlyMap<string, GivenFile>;

/** Once, and without the secrets: what could be read of them in logs, could be read anywhere. */
export const tellOfWeakSecrets = (
  secrets: readonly Secret[],
  voice: Pick<Voice, 'canHide' | 'warn'>,
): void => {
  const weak = weakSecrets(secrets, voice.canHide);
  if (weak.length === 0) return;
  const names = weak.slice(0, MOST_NAMES).join(', ') + (weak.length > MOST_NAMES ? ' and others' : '');
  const message = `${names} ${weak.length === 1 ? 'is' : 'are'} not hidden in logs: a short word, or one that logs are made of.`;
  warn(voice, warningOf(new UserError('WEAK_SECRET', message)));
};

const MOST_NAMES = 5;

const hide = (secrets: readonly Secret[], voice: Pick<Voice, 'hide'>): void => {
  for (const {name, value} of secrets) voice.hide(value, name);
};

/** More is no file of variables, and no secret. */
const MOST_BYTES = 1_000_000;

const envFilesOf = async (
  {directory, envFiles = [], folder, given}: UnnamedProject & {folder: string; given: GivenFiles},
  sources: readonly ComposeSource[],
  files: ModelNeeds['files'],
): Promise<ProjectEnvFile[]> => {
  const places = new Set([
    // A compose file in a folder of its own has an env file beside it, and may be given that of the project.
    ...[folder, directory].map(place => path.join(place, '.env')),
    ...envFiles,
    ...sources
      .flatMap(({reads}) => reads.filter(({kind}) => kind === 'env_file'))
      .flatMap(({files: named}) => named.map(file => path.resolve(directory, file))),
  ]);
  const read = [...places].map(async at => {
    const text = await files.readSmall(at, MOST_BYTES);
    return text === undefined
      ? []
      : [{file: path.relative(folder, at), given: given.get(at), ...readEnvFile(text)}];
  });
  return (await Promise.all(read)).flat();
};

/** Values of the variables, and contents of the files, that the model calls secrets. */
const calledSecret = async (
  {secrets = {}}: ComposeModel,
  env: readonly ProjectEnvFile[],
  files: ModelNeeds['files'],
): Promise<Secret[]> => {
  const found = Object.entries(secrets).map(async ([name, secret]) => {
    const text = secret?.file === undefined ? undefined : await files.readSmall(secret.file, MOST_BYTES);
    const values = env.flatMap(({entries}) =>
      entries.filter(entry => entry.name === secret?.environment).map(({value}) => value),
    );
    return [...values, ...(text === undefined ? [] : [text])].map(value => ({name, value}));
  });
  return (await Promise.all(found)).flat();
};

const refusal = (
  error: unknown,
  folder: string,
  {
    sources,
    files,
    readFor,
  }: {sources: readonly ComposeSource[]; files: readonly ProjectEnvFile[]; readFor: ReadFor},
): unknown => {
  if (!(error instanceof UserError) || error.code !== 'COMPOSE_INVALID') return error;
  const complaint = envFileComplaint(error.message.replaceAll(`${folder}/`, ''));
  return complaint === undefined
    ? composeRefusal(error, folder, {sources, readFor})
    : envFileRefusal(complaint, files);
};
