import assert from 'node:assert/strict';
import {writeFileSync} from 'node:fs';
import path from 'node:path';
import type {Blame} from '../../ts-helpers/src/blame/blame.ts';
import {emptyMemory} from '../../ts-helpers/src/seam/memory.ts';
import type {Person} from '../../ts-helpers/src/history/people.ts';
import type {StageResult} from '../../ts-helpers/src/result/result.ts';
import {storyOf} from '../../ts-helpers/src/story/story.ts';
import {countable} from './support/cli.ts';
import {commit, deployable, type DeployProject, git, write} from './support/deploys.ts';
import {likelyOf} from './support/histories/repository.ts';

const ADA: Person = {name: 'Ada', email: 'ada@example.org'};
const GRACE: Person = {name: 'Grace', email: 'grace@example.org'};

describe('whose change a plan fails by', () => {
  let project: DeployProject;
  let green: string;

  beforeEach(() => {
    project = deployable({
      'countable.yml': 'test:\n  service: test\nhealth:\n  minutes: 1\n',
      'docker-compose.yml': 'services:\n  web:\n    image: busybox:1.35\n',
      'dc.test.yml': 'services:\n  test:\n    image: busybox:1.35\n',
    });
    green = git(project, 'rev-parse', 'HEAD');
  });
  afterEach(() => project.remove());

  const by = ({name, email}: Person, files: Readonly<Record<string, string>>) => {
    write(project, files);
    commit(project, {author: name, email, message: 'Change it'});
  };

  /** Of a build of what is checked out; `since`: the last green one. */
  const blameOfPlan = async (since: string | undefined): Promise<Blame> => {
    const memory = {
      ...emptyMemory('develop'),
      ...(since !== undefined && {green: {commit: since, at: '2026-11-25T12:00:00.000Z'}}),
    };
    const facts = {jenkins: {jobName: 'shop/develop', branchName: 'develop', buildNumber: 2}, memory};
    const file = path.join(project.folder, 'facts.json');
    writeFileSync(file, JSON.stringify(facts));
    const run = await countable(['plan', '--facts', file, '--json'], {cwd: project.workspace});
    assert.notEqual(run.exitCode, 0, run.stdout);
    const result = JSON.parse(run.stdout) as StageResult;
    return storyOf({...facts, results: [result]}, '2026-11-26T12:00:00.000Z').blame;
  };

  it('is the one who wrote the line that is named', async () => {
    by(ADA, {'countable.yml': 'test:\n  service: test\nhealth:\n  minuts: 1\n'});
    by(GRACE, {'countable.yml': 'test:\n  service: test\nhealth:\n  minuts: 1\n# later\n'});
    const blame = await blameOfPlan(green);
    assert.equal(likelyOf(blame), 'Ada');
    assert.match(blame.people[0]?.touched?.why ?? '', /line 4/);
  });

  it('is nobody’s where the line was there at the last green build', async () => {
    by(ADA, {'countable.yml': 'test:\n  service: test\nhealth:\n  minuts: 1\n'});
    const later = git(project, 'rev-parse', 'HEAD');
    by(GRACE, {'countable.yml': 'test:\n  service: test\nhealth:\n  minuts: 1\n# later\n'});
    const {people} = await blameOfPlan(later);
    assert.deepEqual(
      people.map(({name, touched}) => [name, touched]),
      [['Grace', undefined]],
    );
  });

  it('is told of the newest commit alone, and marked of nobody, where nothing is known to be green', async () => {
    by(ADA, {'countable.yml': 'test:\n  service: test\nhealth:\n  minuts: 1\n'});
    by(GRACE, {'README.md': 'Shop\n'});
    assert.deepEqual(await blameOfPlan(undefined), {people: [{...GRACE, commits: 1}]});
  });
});
