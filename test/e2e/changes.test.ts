import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {blame} from '../../ts-helpers/src/blame/blame.ts';
import type {Changes} from '../../ts-helpers/src/history/changes.ts';
import type {Facts} from '../../ts-helpers/src/seam/facts.ts';
import type {Person} from '../../ts-helpers/src/history/people.ts';
import type {PipelinePlan} from '../../ts-helpers/src/seam/pipelinePlan.ts';
import {plain} from '../../ts-helpers/src/text/plain.ts';
import {countable} from './support/cli.ts';

const ADA: Person = {name: 'Ada 🚀 "the" Lovelace', email: 'ada@example.org'};
const GRACE: Person = {name: "Grace O'Hopper & $(id)", email: 'grace@example.org'};
const NOUR: Person = {name: 'نور \u202Eاحمد', email: '7+nour@users.noreply.github.com'};

describe('what came since the last green build, by real git', () => {
  let root: string;
  let folder: string;

  const git = (...args: string[]): string =>
    execFileSync('git', args, {cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe']}).trim();
  const put = (file: string, text: string) => {
    mkdirSync(path.dirname(path.join(folder, file)), {recursive: true});
    writeFileSync(path.join(folder, file), text);
  };
  const commit = ({name, email}: Person, file: string, text = `${Math.random()}`): string => {
    put(file, text);
    git('add', '.');
    git(
      '-c',
      `user.name=${name}`,
      '-c',
      `user.email=${email}`,
      'commit',
      '--quiet',
      '-m',
      `<script>Change ${file}</script>`,
    );
    return git('rev-parse', 'HEAD');
  };
  const planned = async (facts: Facts, where = folder): Promise<PipelinePlan> => {
    const file = path.join(root, 'facts.json');
    writeFileSync(file, JSON.stringify(facts));
    const run = await countable(['plan', '--json', '--facts', file, '--workspace', where]);
    assert.equal(run.exitCode, 0, run.stderr);
    return JSON.parse(run.stdout) as PipelinePlan;
  };
  const changes = async (facts: Facts): Promise<Changes> => {
    const {changes: found} = await planned(facts);
    assert.ok(found);
    return found;
  };
  const since = (green: string, before = green): Facts => ({
    scm: {GIT_BRANCH: 'develop', GIT_PREVIOUS_SUCCESSFUL_COMMIT: green, GIT_PREVIOUS_COMMIT: before},
  });

  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'countable-changes-'));
    folder = path.join(root, 'shop');
    mkdirSync(folder);
    git('init', '--quiet', '--initial-branch=develop');
    git('remote', 'add', 'origin', 'https://git.example.org/shop.git');
    git('config', 'user.name', 'Merger');
    git('config', 'user.email', 'merger@example.org');
    put('dc.stage.yml', 'services: {}\n');
  });
  afterEach(() => {
    rmSync(root, {recursive: true});
  });

  it('is told with odd names as they are, newest first, and merges are followed', async () => {
    const green = commit(ADA, 'docker-compose.yml', 'services: {}\n');
    git('checkout', '--quiet', '-b', 'feature');
    const first = commit(GRACE, 'web/a file.js');
    git('checkout', '--quiet', 'develop');
    const second = commit(ADA, 'web/ü.js');
    git('merge', '--quiet', '--no-ff', '-m', 'Merge feature', 'feature');
    const found = await changes(since(green));
    const [merge, ...others] = found.commits;
    assert.equal(merge?.isMerge, true);
    assert.ok(others.some(({subject}) => subject === '<script>Change web/ü.js</script>'));
    assert.deepEqual(
      new Map(others.map(({id, author, files}) => [id, [author, files]])),
      new Map([
        [first, [GRACE, ['web/a file.js']]],
        [second, [ADA, ['web/ü.js']]],
      ]),
    );
    assert.deepEqual(
      blame({changes: found})
        .people.map(({name}) => name)
        .sort(),
      [GRACE.name, ADA.name].sort(),
    );
  });

  it('names who wrote a commit together, and who let a bot’s in', async () => {
    const green = commit(ADA, 'docker-compose.yml', 'services: {}\n');
    git('checkout', '--quiet', '-b', 'bump');
    const bumped = commit({name: 'renovate[bot]', email: 'bot@renovateapp.com'}, 'package.json');
    git('checkout', '--quiet', 'develop');
    put('web/b.js', 'b');
    git('add', '.');
    git(
      'commit',
      '--quiet',
      '-m',
      'Pair\n\nWith care.\n\nCo-authored-by: Hal <hal@example.org>\nCo-authored-by: nobody',
    );
    git('merge', '--quiet', '--no-ff', '-m', 'Merge bump', 'bump');
    const {commits} = await changes(since(green));
    assert.deepEqual(commits.find(({id}) => id === bumped)?.mergedBy, {
      name: 'Merger',
      email: 'merger@example.org',
    });
    assert.deepEqual(commits.find(({subject}) => subject === 'Pair')?.coAuthors, [
      {name: 'Hal', email: 'hal@example.org'},
    ]);
    assert.ok(commits.every(one => !('parents' in one) && !('committer' in one)));
  });

  it('follows .mailmap, and finds the address of who hides it in other commits', async () => {
    commit({...NOUR, email: 'nour@example.org'}, 'docker-compose.yml', 'services: {}\n');
    put('.mailmap', `Ada Lovelace <ada@example.org> <ada@laptop.local>\n`);
    const green = commit(GRACE, 'README.md');
    commit({name: 'ada', email: 'ada@laptop.local'}, 'a.txt');
    commit(NOUR, 'b.txt');
    assert.deepEqual(
      (await changes(since(green))).commits.map(({author}) => author),
      [
        // Without the mark that turns what follows around.
        {name: plain(NOUR.name), email: 'nour@example.org'},
        {name: 'Ada Lovelace', email: 'ada@example.org'},
      ],
    );
  });

  it('is bounded: of 1,200 commits it names 1,000, and says that there are more', async () => {
    const green = commit(ADA, 'docker-compose.yml', 'services: {}\n');
    const commits = Array.from({length: 1_200}, (_, index) => {
      const text = `line ${index}`;
      return `commit refs/heads/develop\nauthor A${index} <a${index}@example.org> ${1_700_000_000 + index} +0000\ncommitter A <a@example.org> ${1_700_000_000 + index} +0000\ndata ${text.length}\n${text}\n${index === 0 ? `from ${green}\n` : ''}M 100644 inline file${index % 50}.txt\ndata ${text.length}\n${text}\n`;
    });
    execFileSync('git', ['fast-import', '--quiet'], {cwd: folder, input: commits.join('')});
    git('reset', '--quiet', '--hard');
    const found = await changes(since(green));
    assert.deepEqual([found.commits.length, found.more], [1_000, true]);
  });
});
