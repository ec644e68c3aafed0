import {UserError} from '../errors/userError.ts';
import type {Files} from '../outside/files.ts';
import type {Git} from '../outside/git.ts';
import type {Proposals} from '../outside/proposals.ts';
import type {Repositories} from '../outside/repositories.ts';
import {DEFAULT_COMPOSE_FILES} from '../project/conventions.ts';
import {manifestsAmong, platformOf} from '../project/platform.ts';
import {carryOut} from '../run/carryOut.ts';
import type {Voice} from '../run/voice.ts';
import {isSecretName} from '../secrets/names.ts';
import type {ComposeSource} from '../compose/source.ts';
import {isNamedItself, requireProjectName} from './naming.ts';
import {type ExistingPlan, planExisting} from './plan/existing.ts';
import type {ComposeFacts, ExistingFacts} from './plan/existingFacts.ts';
import {stackOf} from './plan/stack.ts';

export interface ExistingNeeds {
  files: Pick<Files, 'readInside'>;
  git: Pick<Git, 'facts' | 'files'>;
  proposals: Proposals;
  repositories: Pick<Repositories, 'requireIdentity'>;
  readComposeSource(file: string, text: string): ComposeSource;
  /** As plain data. Throws COMPOSE_INVALID. */
  readYaml(file: string, text: string): unknown;
  /** Text of the Dockerfile for a stack. */
  dockerfileOf(template: string): Promise<string | undefined>;
  voice: Voice;
}

export interface ExistingRequest {
  project: string;
  folder: string;
}

export type ExistingOutcome = Omit<ExistingPlan, 'steps'> & {changed: string[]};

export const BRANCH = 'countable/conventions';

/** What would be added to the repository. Throws UNSAFE_NAME, NOT_A_PROJECT and COMPOSE_INVALID. */
export const planOnly = async (request: ExistingRequest, needs: ExistingNeeds): Promise<ExistingPlan> =>
  planExisting(await gather(request, needs));

/** Adds what is missing as one commit on a branch of its own; what is checked out stays as it is. */
export const adopt = async (request: ExistingRequest, needs: ExistingNeeds): Promise<ExistingOutcome> => {
  const {steps, ...plan} = planExisting(await gather(request, needs));
  const {folder} = request;
  if (steps.length > 0) await needs.repositories.requireIdentity(folder);
  const {done} = await carryOut(
    steps,
    () => needs.proposals.propose(folder, BRANCH, {message: messageOf(plan), files: plan.adds}),
    {voice: needs.voice},
  );
  return {...plan, changed: done.map(({does}) => does)};
};

const messageOf = ({project, adds}: Pick<ExistingPlan, 'project' | 'adds'>): string =>
  [`Have ${project} follow the conventions`, '', ...adds.map(({file, why}) => `${file}: ${why}`)].join('\n');

const gather = async ({project, folder}: ExistingRequest, needs: ExistingNeeds): Promise<ExistingFacts> => {
  requireProjectName(project);
  const [facts, listing] = await Promise.all([needs.git.facts(), needs.git.files({untracked: false})]);
  if (facts === undefined || listing === undefined)
    throw new UserError('NOT_A_PROJECT', `${folder} is no git repository with a commit.`, {
      where: folder,
      remedy: 'Name the clone: countable new NAME --from existing --into FOLDER.',
    });
  const {files} = listing;
  const manifests = await textsOf(manifestsAmong(files), folder, needs);
  const platform = platformOf({files, manifests});
  const stack = stackOf({platform, files, manifests});
  return {
    ...{project, folder, files, stack},
    branch: {name: BRANCH, isThere: await needs.proposals.has(folder, BRANCH)},
    dockerfile: stack && (await needs.dockerfileOf(stack.template)),
    compose: await composeOf(files, folder, needs),
    isOnPipeline:
      (await needs.files.readInside(folder, 'Jenkinsfile'))?.includes('countablePipeline(') === true,
    isNamed: isNamedItself(project, {folder, remoteUrl: facts.remoteUrl}),
  };
};

const textsOf = async (
  names: readonly string[],
  folder: string,
  {files}: Pick<ExistingNeeds, 'files'>,
): Promise<Record<string, string>> => {
  const read = names.map(async name => [name, (await files.readInside(folder, name)) ?? ''] as const);
  return Object.fromEntries(await Promise.all(read));
};

/** `docker-compose-dev.yml`, `docker/compose.prod.yaml` */
const COMPOSE = /^([^/]+\/)?(docker-)?compose(?<kind>[.\-_][\w.-]+)?\.ya?ml$/;
const ENVIRONMENT_WORDS = {
  stage: /stag(e|ing)/,
  prod: /prod(uction)?/,
} as const;
const OF_ONE_MACHINE = /override/;

const composeOf = async (
  files: readonly string[],
  folder: string,
  needs: ExistingNeeds,
): Promise<ComposeFacts | undefined> => {
  const found = files.filter(file => COMPOSE.test(file) && !OF_ONE_MACHINE.test(file));
  const isDefault = (file: string): boolean => (DEFAULT_COMPOSE_FILES as readonly string[]).includes(file);
  const of = (word: RegExp): string | undefined => found.find(file => word.test(kindOf(file)));
  const environments = Object.fromEntries(
    Object.entries(ENVIRONMENT_WORDS).flatMap(([name, word]) => {
      const file = of(word);
      return file === undefined ? [] : [[name, file]];
    }),
  );
  const base =
    found.find(isDefault) ??
    found.find(file => kindOf(file) === '') ??
    found.find(file => !Object.values(environments).includes(file));
  if (base === undefined) return undefined;
  const text = (await needs.files.readInside(folder, base)) ?? '';
  const {services = {}} = (needs.readYaml(base, text) ?? {}) as {services?: ComposeFacts['services'] | null};
  const variables = needs
    .readComposeSource(base, text)
    .variables.filter(({hasDefault}) => !hasDefault)
    .map(({name}) => name);
  return {
    file: base,
    environments,
    services: services ?? {},
    variables: [...new Set(variables)].map(name => ({name, isSecret: isSecretName(name)})),
    isDefault: isDefault(base),
  };
};

const kindOf = (file: string): string => COMPOSE.exec(file)?.groups?.['kind'] ?? '';
