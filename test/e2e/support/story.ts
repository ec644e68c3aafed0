import {execFileSync} from 'node:child_process';
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import type {Facts} from '../../../ts-helpers/src/seam/facts.ts';
import type {Person} from '../../../ts-helpers/src/history/people.ts';
import type {Memory} from '../../../ts-helpers/src/seam/memory.ts';
import {countable, type Run} from './cli.ts';
import {deployable, deployEnvironment, type DeployProject, freePort} from './deploys.ts';

/** A project whose tests fail as its file `cases` says: `name message`, a line for each that fails. */
export interface StoryProject extends DeployProject {
  /** Commits the files by this person; answers with the commit. */
  commit(by: Person, files: Readonly<Record<string, string>>, subject: string): string;
  git(...args: string[]): string;
  /** A build, as Jenkins would run it after the one before. */
  build(options?: BuildOptions): Promise<BuildRun>;
}

export interface BuildOptions {
  triggers?: readonly string[];
  branch?: string;
  environment?: NodeJS.ProcessEnv;
  /** The archive of the build before is gone. */
  forgetful?: boolean;
}

export interface BuildRun extends Run {
  number: number;
  /** What `report.json` says. */
  report: {verdict: string; memory: Memory} & Record<string, unknown>;
  page: string;
}

const RUN = `mkdir -p reports && {
  echo '<testsuite name="shop">'
  echo '<testcase classname="shop" name="always"/>'
  while read -r name message; do
    [ -z "$name" ] || echo "<testcase classname=\\"shop\\" name=\\"$name\\" file=\\"cases\\"><failure message=\\"$message\\"/></testcase>"
  done
  echo '</testsuite>'
} < cases > reports/junit.xml
sed 's/^/FAILED /' cases
test ! -s cases && test ! -e flaky
`;

export const storyProject = async (): Promise<StoryProject> => {
  const port = await freePort();
  const project = deployable({
    'countable.yml': 'branches: {main: prod}\nhealth: {minutes: 1}\n',
    'docker-compose.yml':
      'services:\n  web:\n    image: busybox:1.35\n    command: httpd -f -p 80 -h /etc\n    init: true\n',
    'dc.prod.yml': `services:\n  web:\n    ports: ['127.0.0.1:${port}:80']\n`,
    'dc.test.yml':
      'services:\n  test:\n    image: busybox:1.35\n    command: sh run.sh\n    working_dir: /app\n    volumes: [".:/app"]\n',
    'run.sh': RUN,
    cases: '',
    '.gitignore': 'reports\nflaky\n',
  });
  const git = (...args: string[]): string =>
    execFileSync('git', args, {
      cwd: project.workspace,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    }).trim();
  let number = 0;
  let last: {branch: string; exitCode: number | null; memory: Memory} | undefined;

  return {
    ...project,
    git,
    commit({name, email}, files, subject) {
      for (const [file, text] of Object.entries(files))
        writeFileSync(path.join(project.workspace, file), text);
      git('add', '--all');
      git('-c', `user.name=${name}`, '-c', `user.email=${email}`, 'commit', '--quiet', '-m', subject);
      return git('rev-parse', 'HEAD');
    },
    async build({triggers = ['Push event'], branch = 'develop', environment = {}, forgetful = false} = {}) {
      number += 1;
      const before = last?.branch === branch ? last : undefined;
      const facts: Facts = {
        jenkins: {
          jobName: `team/${project.name}/${branch}`,
          branchName: branch,
          buildNumber: number,
          buildUrl: `https://ci.example.org/job/${project.name}/${number}/`,
          previousResult: before === undefined ? null : before.exitCode === 0 ? 'SUCCESS' : 'FAILURE',
          triggers,
        },
        ...(before && !forgetful && {memory: before.memory}),
      };
      const output = path.join(project.folder, `build-${number}`);
      mkdirSync(output);
      writeFileSync(path.join(output, 'facts.json'), JSON.stringify(facts));
      const words = ['pipeline', '--facts', path.join(output, 'facts.json'), '--output', output, '--json'];
      const run = await countable(words, {
        cwd: project.workspace,
        env: deployEnvironment(project, environment),
      });
      const report = JSON.parse(readFileSync(path.join(output, 'report.json'), 'utf8')) as BuildRun['report'];
      last = {branch, exitCode: run.exitCode, memory: report.memory};
      return {...run, number, report, page: readFileSync(path.join(output, 'report.html'), 'utf8')};
    },
  };
};
