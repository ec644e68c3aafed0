import {plain} from '../compose/dollars.ts';
import type {EngineNamed} from '../causes/engineAddress.ts';
import type {ComposeModel, ComposeProject, UnnamedProject} from '../compose/model.ts';
import {CommandFailed, UserError} from '../errors/userError.ts';
import {type DockerCommand, dockerCommand} from './dockerCommand.ts';
import {complaint, modelIn, unsetVariables, variablesIn} from './compose/said.ts';
import {readJson} from './garbled.ts';
import {installingHere} from './distribution.ts';
import type {Output} from './shell/output.ts';
import type {RunOptions, Shell} from './shell.ts';

type Lines = Required<Pick<RunOptions, 'onLine'>>;

/**
 * `docker compose`, v2. Translates; never chooses. Throws DOCKER_MISSING, DOCKER_DOWN and DOCKER_PERMISSION; CommandFailed
 * goes through unless said otherwise.
 */
export interface Compose {
  /** The version, `2.40.3`. Throws COMPOSE_MISSING. */
  version(): Promise<string>;
  /** The merged model, with its name, and the names of variables that have no value. Throws COMPOSE_INVALID. */
  config(project: UnnamedProject): Promise<{model: ComposeModel; unset: string[]}>;
  /**
   * The variables that the merged files use, as they are written, but for those of services that a profile leaves out. Needs no
   * value of them. Throws COMPOSE_INVALID.
   */
  variables(project: ComposeProject): Promise<string[]>;
  /**
   * The merged model of what the files define, without what the env files of these services have: they may be missing. Throws
   * COMPOSE_INVALID.
   */
  defined(project: ComposeProject, services: readonly string[]): Promise<ComposeModel>;
  /** The texts as Compose reads them in a file of the project: with the values of variables. Throws COMPOSE_INVALID. */
  interpolate(project: ComposeProject, texts: readonly string[]): Promise<string[]>;
  build(project: ComposeProject, options: Lines & {services?: readonly string[]}): Promise<void>;
  /** Gets the images of these services, newer ones where there are. */
  pull(project: ComposeProject, options: Lines & {services: readonly string[]}): Promise<void>;
  /** Makes the containers of all services, and starts none. Builds and pulls nothing. */
  create(project: ComposeProject, options: Lines): Promise<void>;
  /** Starts what is not running as configured, in the background. Leaves alone what is in no file. */
  up(
    project: ComposeProject,
    options: Lines & {
      services?: readonly string[];
      /** Builds before. Default: takes the images that are there. */
      isBuilding?: boolean;
      /** Not what they depend on. */
      isAlone?: boolean;
      /** Values for variables that the files leave open. */
      variables?: Readonly<Record<string, string>>;
    },
  ): Promise<void>;
  /** Adds containers to those of a service until it has so many, made as it is configured now. Those that there are stay as they are. */
  add(
    project: ComposeProject,
    options: Lines & {service: string; until: number; variables?: Readonly<Record<string, string>>},
  ): Promise<void>;
  /** Runs a command in a running service through its `sh -c`. Resolves to its exit code. */
  exec(project: ComposeProject, command: {service: string; script: string} & Lines): Promise<number>;
  /** Ends and removes containers and networks of a project; its volumes stay. */
  down(projectName: string, options: Lines): Promise<void>;
  /**
   * Kills and removes a throw-away project: containers, networks and volumes; also after an interruption, but not for
   * longer than some minutes.
   */
  destroy(projectName: string): Promise<void>;
}

export const createCompose = (shell: Shell, named: EngineNamed = {}): Compose =>
  composeWith(dockerCommand(shell, named));

const composeWith = (docker: DockerCommand): Compose => ({
  async version() {
    try {
      return (await docker(['compose', 'version', '--short'])).stdout.replace(/^v/, '');
    } catch (error) {
      if (!(error instanceof CommandFailed)) throw error;
      throw new UserError('COMPOSE_MISSING', 'docker compose does not run on this machine.', {
        remedy: installingHere('compose'),
        cause: error,
      });
    }
  },

  async config(project) {
    const {stdout, stderr} = await configOf(docker, project);
    return {model: modelIn(stdout), unset: unsetVariables(stderr)};
  },

  async variables(project) {
    const {stdout} = await configOf(docker, project, {flags: ['--no-interpolate']});
    const {services, ...rest} = modelIn(stdout);
    const active = Object.values(services).filter(({profiles = []}) => profiles.length === 0);
    return variablesIn(JSON.stringify([active, rest]));
  },

  defined: (project, services) => definedIn(docker, project, services),

  async interpolate(project, texts) {
    const input = JSON.stringify({'x-texts': texts});
    const {stdout} = await configOf(docker, {...project, files: ['-']}, {input});
    return readJson({command: 'docker compose config', text: stdout}, (read: {'x-texts': string[]}) =>
      read['x-texts'].map(plain),
    );
  },

  async build(project, {services = [], onLine}) {
    await docker([...words(project), '--progress', 'plain', 'build', '--', ...services], {
      ...inside(project),
      onLine,
    });
  },

  async pull(project, {services, onLine}) {
    await docker([...words(project), '--progress', 'plain', 'pull', '--', ...services], {
      ...inside(project),
      onLine,
    });
  },

  async up(project, {services = [], isBuilding = false, isAlone = false, variables, onLine}) {
    const flags = ['--detach', isBuilding ? '--build' : '--no-build', ...(isAlone ? ['--no-deps'] : [])];
    await docker([...words(project), '--progress', 'plain', 'up', ...flags, '--', ...services], {
      ...starting(project, variables),
      onLine,
    });
  },

  async create(project, {onLine}) {
    const flags = ['--no-build', '--pull', 'never'];
    await docker([...words(project), '--progress', 'plain', 'create', ...flags], {
      ...starting(project, undefined),
      onLine,
    });
  },

  async add(project, {service, until, variables, onLine}) {
    const flags = ['--detach', '--no-build', '--no-deps', '--no-recreate', '--scale', `${service}=${until}`];
    await docker([...words(project), '--progress', 'plain', 'up', ...flags, '--', service], {
      ...starting(project, variables),
      onLine,
    });
  },

  async exec(project, {service, script, onLine}) {
    try {
      await docker([...words(project), 'exec', '-T', '--', service, 'sh', '-c', script], {
        ...inside(project),
        onLine,
      });
      return 0;
    } catch (error) {
      // What the command says of an engine may be of one that it talks to itself.
      const failed = error instanceof UserError ? error.cause : error;
      if (failed instanceof CommandFailed && failed.exitCode !== undefined) return failed.exitCode;
      throw error;
    }
  },

  async down(projectName, {onLine}) {
    await docker(['compose', '-p', projectName, '--progress', 'plain', 'down', '--remove-orphans'], {
      // Wherever it runs it reads the `.env` that is there.
      cwd: '/',
      env: {COMPOSE_FILE: undefined},
      onLine,
    });
  },

  async destroy(projectName) {
    const flags = ['--volumes', '--remove-orphans', '--timeout', '0'];
    await docker(['compose', '-p', projectName, 'down', ...flags], {
      uninterruptible: true,
      timeoutMs: REMOVING_MS,
      // Wherever it runs it reads the `.env` that is there; that of the workspace may be a pipe by now.
      cwd: '/',
      // Jenkins kills every process of an aborted build that carries its cookie; this one has to finish.
      env: {JENKINS_SERVER_COOKIE: undefined, COMPOSE_FILE: undefined},
    });
  },
});

/** Compose reads env files also where nobody wants to know what is in them; a last file takes them away. */
const definedIn = async (
  docker: DockerCommand,
  project: ComposeProject,
  services: readonly string[],
): Promise<ComposeModel> => {
  const lines = services.map(name => `  ${JSON.stringify(name)}: {env_file: !reset []}\n`);
  const asked =
    lines.length === 0
      ? await configOf(docker, project)
      : await configOf(
          docker,
          {...project, files: [...project.files, '-']},
          {input: `services:\n${lines.join('')}`},
        );
  return modelIn(asked.stdout);
};

const configOf = async (
  docker: DockerCommand,
  project: UnnamedProject,
  {input, flags = []}: {input?: string; flags?: readonly string[]} = {},
): Promise<Output> => {
  try {
    return await docker([...words(project), 'config', ...flags, '--format', 'json'], {
      ...inside(project),
      ...(input !== undefined && {input}),
    });
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    throw new UserError('COMPOSE_INVALID', complaint(error.stderr), {
      where: project.files.join(', '),
      cause: error,
    });
  }
};

/** An engine that hangs would keep the process for good. */
const REMOVING_MS = 3 * 60_000;

export const words = ({name, directory, files, envFiles = []}: UnnamedProject): string[] => [
  'compose',
  ...(name === undefined ? [] : ['-p', name]),
  ...['--project-directory', directory],
  ...envFiles.flatMap(file => ['--env-file', file]),
  ...files.flatMap(file => ['-f', file]),
];

export const inside = ({name, directory, variables}: UnnamedProject) => ({
  cwd: directory,
  // Node changes the folder and not this variable, which compose files use for the folder.
  env: {...variables, ...NOT_FOR_FILES, ...(name !== undefined && UNNAMED), PWD: directory},
});

const starting = (project: ComposeProject, variables: Readonly<Record<string, string>> | undefined) => {
  const {cwd, env} = inside(project);
  // Else it tells people to remove orphans by hand.
  return {cwd, env: {...env, COMPOSE_IGNORE_ORPHANS: '1', ...variables}};
};

/** Compose files use no key to secrets, and name no other files. */
const NOT_FOR_FILES = {
  COMPOSE_FILE: undefined,
  COUNTABLE_AGE_KEY_FILE: undefined,
};
const UNNAMED = {COMPOSE_PROJECT_NAME: undefined};
