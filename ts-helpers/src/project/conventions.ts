import {UserError} from '../errors/userError.ts';
import {withoutEnd} from '../text/ends.ts';
import {withoutCredentials} from '../secrets/remote.ts';
import type {Settings} from '../settings/settings.ts';
import {kindOf, previewNumber} from './preview.ts';

/** Folder in Jenkins of the jobs that deploy to production, where those are separate; it holds the credentials for it. */
export const PRODUCTION_FOLDER = 'production';

/** A name that is safe in paths, image tags and labels, wherever it came from. */
const SAFE_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

/** Refuses a project name that could be anything but a name, before it becomes a path or an argument. */
export const checkedProjectName = (name: string, where?: string): string => {
  if (isProjectName(name)) return name;
  throw new UserError('UNSAFE_NAME', `${JSON.stringify(name)} cannot be a project name.`, {
    ...(where !== undefined && {where}),
    remedy:
      'Set `name:` in countable.yml: letters, digits, dots, hyphens and underscores, at most 100 of them, beginning with a letter or digit.',
  });
};

/** `shop`, or an instance of it: `shop/berlin`. Throws UNSAFE_NAME. */
export const namedProject = (text: string): {name: string; instance?: string} => {
  const [name = '', ...rest] = text.split('/');
  const instance = rest.length === 0 ? undefined : rest.join('/');
  return {
    name: checkedProjectName(name, '<project>'),
    ...(instance !== undefined && {instance: checkedProjectName(instance, '<project>')}),
  };
};

export const isProjectName = (name: string): boolean => SAFE_NAME.test(name);

/** What tests are called, where environments have their names. */
export const TEST = 'test';

const ENVIRONMENT = /^[a-z][a-z0-9]*$/;

/** Refuses an environment that could be anything but a word, before it becomes part of a path. */
export const checkedEnvironment = (name: string): string => {
  if (name === TEST)
    throw new UserError('BAD_ARGUMENT', 'Nothing is deployed to test: that is what tests are called.', {
      where: '<environment>',
      remedy: 'Run the tests: countable test. Or deploy to an environment of another name.',
    });
  if (ENVIRONMENT.test(name) || previewNumber(name) !== undefined) return name;
  throw new UserError('BAD_ARGUMENT', `${JSON.stringify(name)} cannot be an environment.`, {
    where: '<environment>',
    remedy:
      'Use a word of lower-case letters and digits, like stage or prod; pr-7 is the preview of pull request 7.',
  });
};

/** The repository's name as its address gives it: `git@host:team/Shop-2.git` → `Shop-2`. */
export const repositoryName = (url: string): string | undefined =>
  withoutEnd(withoutCredentials(url), '/\\')
    .replace(/\.git$/, '')
    .split(/[/\\:]/)
    .findLast(part => part !== '');

/**
 * Compose allows lower-case letters, digits, hyphens and underscores only
 * (https://docs.docker.com/compose/how-tos/project-name/), so `Shop.2` and prod give `shop-2-prod`.
 */
export const composeProjectName = (...parts: string[]): string =>
  parts
    .join('-')
    .toLowerCase()
    .replace(/[^a-z0-9_-]+/g, '-')
    .replace(/^[^a-z0-9]+/, '');

/** What Compose reads where it is given no file, in its own order. */
export const DEFAULT_COMPOSE_FILES = [
  'compose.yaml',
  'compose.yml',
  'docker-compose.yml',
  'docker-compose.yaml',
] as const;

/** What Compose merges over those by itself, in its own order. */
export const DEFAULT_OVERRIDES = [
  'compose.override.yml',
  'compose.override.yaml',
  'docker-compose.override.yml',
  'docker-compose.override.yaml',
];

/** The override of the environment in a deploy folder, where `docker compose` finds it by itself. */
export const OVERRIDE = 'docker-compose.override.yml';

/** Masks data of production, beside the setting `mask`. */
export const MASK_SQL = 'ops/mask.sql';

/** The file that variables in compose files come from, beside the compose file. */
export const SECRETS = '.env';

/** Settings of a repository. */
export const PROJECT_FILE = 'countable.yml';

/** Where a project's compose file may be; the first that exists counts, as it does for Compose. */
export const composeFiles = ({compose}: Settings): readonly string[] =>
  compose.file === undefined ? DEFAULT_COMPOSE_FILES : [compose.file];

/** Where the override file of an environment may be: beside the compose file or at the root; the first there counts. */
export const environmentFiles = (
  settings: Settings,
  environment: string,
  base: string,
): readonly string[] => {
  const name = environmentFile(settings, environment);
  if (settings.compose.environments[kindOf(environment)] !== undefined) return [name];
  return [...new Set([besideOf(base, name), name])];
};

/** What people call such a file elsewhere, beside the compose file or at the root. */
export const nearNames = (environment: string, base: string): readonly string[] => {
  const kind = kindOf(environment);
  const words = [...new Set([kind, environmentTitle(kind)])];
  const names = words.flatMap(word =>
    [`dc.${word}`, `docker-compose.${word}`, `compose.${word}`, `docker-compose-${word}`].flatMap(name => [
      `${name}.yml`,
      `${name}.yaml`,
    ]),
  );
  return [...new Set(names.flatMap(name => [besideOf(base, name), name]))];
};

/** A path in the folder of another. */
export const besideOf = (file: string, name: string): string =>
  file.includes('/') ? `${file.slice(0, file.lastIndexOf('/'))}/${name}` : name;

/** The override file of an environment, at the root. */
export const environmentFile = ({compose}: Settings, environment: string): string =>
  compose.environments[kindOf(environment)] ?? `dc.${kindOf(environment)}.yml`;

/** Jenkins secret-file credential whose content becomes the `.env` of a deploy. */
export const environmentCredential = (project: string, environment: string): string =>
  `${project}-${kindOf(environment)}-env`;

/** `Deploy to staging`, as Jenkins, Slack and people say it. */
export const environmentTitle = (environment: string): string => {
  const number = previewNumber(environment);
  if (number !== undefined) return `the preview of pull request ${number}`;
  return {stage: 'staging', prod: 'production', dev: 'development'}[environment] ?? environment;
};

/** The label by which Compose marks what belongs to a project. */
export const projectLabel = (name: string): string => `com.docker.compose.project=${name}`;

/** And those of one of its services. */
export const serviceLabel = (name: string): string => `com.docker.compose.service=${name}`;
