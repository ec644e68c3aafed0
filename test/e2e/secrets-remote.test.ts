import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {countable} from './support/cli.ts';
import {deployable, type DeployProject, git} from './support/deploys.ts';
const REMOTES: Readonly<Record<string, string>> = {
  'https://ada:kanarie@github.com/team/shop.git': 'https://github.com/team/shop.git',
  'git:kanarie@github.com:team/shop.git': 'git@github.com:team/shop.git',
};

describe('the password of a clone', () => {
  let project: DeployProject;

  beforeEach(() => {
    project = deployable({'docker-compose.yml': 'services: {}\n', 'countable.yml': 'test: none\n'});
  });
  afterEach(() => {
    project.remove();
  });

  for (const [remote, bare] of Object.entries(REMOTES))
    it(`stands in no file of jobs and in no plan: ${remote}`, async () => {
      git(project, 'remote', 'set-url', 'origin', remote);
      const folder = path.join(project.folder, 'jobs');
      const run = (...words: string[]) => countable([...words, '--json'], {cwd: project.workspace});
      const [jobs, plan] = await Promise.all([run('jenkins', 'jobs', '--files', folder), run('plan')]);
      const files = readdirSync(folder).map(name => readFileSync(path.join(folder, name), 'utf8'));
      assert.ok(
        files.some(text => text.includes(bare)),
        files.join('\n'),
      );
      for (const text of [...files, jobs.stdout, jobs.stderr, plan.stdout, plan.stderr])
        assert.doesNotMatch(text, /kanarie|ghp_/);
    });
});
