import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:net';
import path from 'node:path';
import type {StageResult} from '../../../ts-helpers/src/result/result.ts';
import {countable, type Run, type RunOptions} from './cli.ts';
import {docker, sample, type SampleProject} from './projects.ts';

/** A project with one commit on develop, and a deploy root and a temporary folder of its own. */
export interface DeployProject extends SampleProject {
  /** Holds everything of the project on this machine; removed with it. */
  folder: string;
  /** COUNTABLE_DEPLOY_ROOT of its deploys. */
  root: string;
  /** TMPDIR of its deploys. */
  temporary: string;
}

export interface DeployRun extends Run {
  /** What `--json` printed. */
  result: StageResult;
}

export interface DeployOptions extends RunOptions {
  environment?: string;
  /** More words for the CLI. */
  words?: readonly string[];
}

/** The files are committed on develop; `origin` is named like the project, which needs no countable.yml so. */
export const deployable = (files: Readonly<Record<string, string>>): DeployProject => {
  const project = sample(files);
  const folder = path.dirname(project.workspace);
  const temporary = path.join(folder, 'tmp');
  mkdirSync(temporary);
  commit(project, {
    begin: `git init --quiet --initial-branch=develop
git remote add origin 'git@git.example.org:team/${project.name}.git'`,
  });
  return {
    ...project,
    folder,
    temporary,
    root: path.join(folder, 'deploys'),
    remove() {
      removeFromDocker(project);
      project.remove();
    },
  };
};

/** `countable deploy <environment> --json` in the project, to its end. */
export const deploy = async (project: DeployProject, options: DeployOptions = {}): Promise<DeployRun> => {
  const {environment = 'stage', words = [], ...others} = options;
  const run = await countable(['deploy', environment, '--json', ...words], {
    cwd: project.workspace,
    ...others,
    env: deployEnvironment(project, others.env),
  });
  return parsed(run);
};

/** With what `--json` printed. */
export const parsed = (run: Run): DeployRun => {
  assert.notEqual(run.stdout, '', `no result:\n${run.stderr}`);
  return {...run, result: JSON.parse(run.stdout) as StageResult};
};

/** An organisation whose services without a health check settle in no time. */
export const HURRIED = path.join(import.meta.dirname, 'hurried.yml');

/** What `deploy` runs with; for those who start the CLI in another way. */
export const deployEnvironment = (
  {root, temporary}: Pick<DeployProject, 'root' | 'temporary'>,
  more: NodeJS.ProcessEnv = {},
): NodeJS.ProcessEnv => ({
  COUNTABLE_DEPLOY_ROOT: root,
  COUNTABLE_ENV_FILE: undefined,
  COUNTABLE_CONFIG: HURRIED,
  TMPDIR: temporary,
  ...more,
});

/** Writes the files into the workspace. */
export const write = ({workspace}: SampleProject, files: Readonly<Record<string, string>>): void => {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(workspace, file)), {recursive: true});
    writeFileSync(path.join(workspace, file), text);
  }
};

/** Commits all there is; author and message as given, exactly. By one program, for there are many of them. */
export const commit = (
  {workspace}: SampleProject,
  {message = 'Change it', author = 'Ada', email = 'ada@example.org', begin = ''} = {},
): string =>
  execFileSync(
    'sh',
    ['-ec', `${begin}\n${COMMIT}`, 'sh', `user.name=${author}`, `user.email=${email}`, message],
    {
      cwd: workspace,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  ).trim();

const COMMIT = `git add --all
git -c "$1" -c "$2" commit --quiet --allow-empty --message "$3"
git rev-parse HEAD`;

export const git = ({workspace}: SampleProject, ...args: string[]): string =>
  execFileSync('git', args, {cwd: workspace, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe']}).trim();

/** A secret file outside the workspace, as Jenkins binds it: the value of COUNTABLE_ENV_FILE. */
export const secretFile = ({folder}: DeployProject, text: string): string => {
  const file = path.join(folder, 'secrets.env');
  writeFileSync(file, text);
  chmodSync(file, 0o600);
  return file;
};

/** A port that nobody listens on. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, () => {
      const {port} = server.address() as {port: number};
      server.close(() => {
        resolve(port);
      });
    });
  });

/**
 * What deploys left in their root and their temporary folder, but for the lock at which
 * they meet: it cannot be removed without letting two in.
 */
export const leftOnDisk = ({root, temporary}: DeployProject): string[] => [
  ...(existsSync(root) ? readdirSync(root, {recursive: true, encoding: 'utf8'}).sort() : []).filter(
    entry => !/^\.countable(\/[^/]+(\/lock)?)?$/.test(entry),
  ),
  ...readdirSync(temporary).map(entry => `tmp/${entry}`),
];

/** A busy engine takes a moment to see that a container that is gone has left its networks. */
const patiently = (work: (attempt: number) => void): void => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      work(attempt);
      return;
    } catch (error) {
      if (attempt === 10) throw error;
      execFileSync('sleep', ['1']);
    }
  }
};

/** Removes all that compose projects have whose name begins with the project's. */
export const removeFromDocker = ({name}: Pick<SampleProject, 'name'>): void => {
  const there = thatIsThere();
  const mine = (kind: string, listed = there) =>
    listed.flatMap(([of, project, shown = project]) =>
      of === kind && project?.startsWith(name) && shown !== undefined ? [shown] : [],
    );
  const remove = (what: string[], entries: string[]) => entries.length > 0 && docker(...what, ...entries);
  remove(['rm', '--force', '--volumes'], mine('container'));
  patiently(attempt => remove(['network', 'rm'], mine('network', attempt === 1 ? there : thatIsThere())));
  remove(['volume', 'rm'], mine('volume'));
  remove(['rmi', '--force'], mine('image'));
};

/** Lines of what it is, of which compose project, and its name; of images their name alone. By one program, as commits. */
const thatIsThere = (): string[][] =>
  execFileSync('sh', ['-ec', LIST], {encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe']})
    .split('\n')
    .map(line => line.split(' '));

const PROJECT = '{{.Label "com.docker.compose.project"}}';
const LIST = `docker ps --all --format 'container ${PROJECT} {{.ID}}'
docker network ls --format 'network ${PROJECT} {{.Name}}'
docker volume ls --format 'volume ${PROJECT} {{.Name}}'
docker images --format 'image {{.Repository}}:{{.Tag}}'`;
