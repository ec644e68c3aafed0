import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {existsSync, readFileSync, statSync} from 'node:fs';
import {mkdir, rm, writeFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {UserError} from '../../../ts-helpers/src/errors/userError.ts';
import {createFiles} from '../../../ts-helpers/src/outside/files.ts';
import {createRepositories} from '../../../ts-helpers/src/outside/repositories.ts';
import {createShell} from '../../../ts-helpers/src/outside/shell.ts';
import {create, type NewRequest, type Outside, planOnly} from '../../../ts-helpers/src/skeleton/create.ts';
import {newText} from '../../../ts-helpers/src/skeleton/shown.ts';
import {createMachine, type Machine} from '../../fakes/machine.ts';
import {BY_ADA} from '../support/byAda.ts';

describe('a new project', () => {
  let machine: Machine;
  let folder: string;
  let ensured: string[];
  let environment: NodeJS.ProcessEnv;
  beforeEach(async () => {
    machine = await createMachine({});
    folder = path.join(machine.root, 'new', 'site');
    await mkdir(path.dirname(folder));
    ensured = [];
    environment = process.env;
    process.env = {...environment, ...BY_ADA};
  });
  afterEach(async () => {
    process.env = environment;
    await machine.remove();
  });

  const SLACK: Outside = {
    id: 'slack',
    does: 'Give it its channel in Slack',
    ensure(where) {
      ensured.push(where);
      return Promise.resolve({changed: ensured.length === 1 ? ['Made #site'] : [], problems: []});
    },
  };
  const FILES = [
    {path: '.gitignore', text: '/.env\n', isProgram: false},
    {path: 'countable.yml', text: 'test: none\n', isProgram: false},
    {path: 'start.sh', text: '#!/bin/sh\n', isProgram: true},
  ];
  const needs = (outside: readonly Outside[] = [SLACK]) => {
    const files = createFiles();
    return {
      files,
      repositories: createRepositories(createShell(new AbortController().signal), files),
      skeletonOf: (_: string, {project, isNamed}: {project: string; isNamed: boolean}) =>
        Promise.resolve([...FILES, ...(isNamed ? [{path: 'name', text: project, isProgram: false}] : [])]),
      outside: () => outside,
      voice: machine.voice,
    };
  };
  const request = (more: Partial<NewRequest> = {}): NewRequest => ({
    ...{project: 'site', kind: 'django', folder, remote: undefined, ...more},
  });
  const git = (where: string, ...args: string[]): string =>
    execFileSync('git', args, {cwd: where, encoding: 'utf8'}).trim();
  const bare = (name: string): string => {
    const at = path.join(machine.root, name);
    execFileSync('git', ['init', '--quiet', '--bare', at]);
    return at;
  };

  it('is files, a commit on both branches, and what is outside; the second time nothing', async () => {
    const {steps} = await planOnly(request(), needs());
    assert.deepEqual(
      steps.map(({id}) => id),
      ['files', 'slack'],
    );
    assert.ok(!existsSync(folder));
    const first = await create(request(), needs());
    assert.deepEqual(first.changed, [
      `Write to ${folder} the files of a Django project, and commit them on develop and master`,
      'Made #site',
    ]);
    assert.equal(git(folder, 'rev-parse', 'develop'), git(folder, 'rev-parse', 'master'));
    assert.equal(git(folder, 'symbolic-ref', '--short', 'HEAD'), 'develop');
    assert.equal(git(folder, 'status', '--porcelain'), '');
    assert.equal(statSync(path.join(folder, 'start.sh')).mode & 0o777, 0o755);
    assert.match(
      git(folder, 'log', '--format=%an %B'),
      /^Ada Begin site as a django project\n\nSkeleton: django$/,
    );
    const second = await create(request(), needs());
    assert.deepEqual(second.changed, []);
    assert.match(newText(second), /^site: nothing had to change\n/);
  });

  it('goes on where it was killed, and writes over nothing', async () => {
    const {repositories} = needs();
    await mkdir(folder);
    await repositories.begin(folder, 'django', 'develop');
    await writeFile(path.join(folder, '.gitignore'), 'mine\n');
    await create(request(), needs());
    assert.equal(readFileSync(path.join(folder, '.gitignore'), 'utf8'), 'mine\n');
    assert.equal(git(folder, 'ls-files').split('\n').length, 3);
  });

  it('begins in a clone of an empty repository, and is pushed there', async () => {
    const url = bare('empty.git');
    execFileSync('git', ['clone', '--quiet', url, folder], {stdio: 'ignore'});
    await create(request(), needs());
    assert.equal(git(url, 'rev-parse', 'master'), git(folder, 'rev-parse', 'develop'));
    // The repository is called otherwise, so that the project has to say its name.
    assert.equal(readFileSync(path.join(folder, 'name'), 'utf8'), 'site');
  });

  it('is pushed once, and later pushes are the people’s own', async () => {
    const url = bare('site.git');
    const with_ = request({remote: url});
    await create(request(), needs());
    const {changed} = await create(with_, needs());
    assert.deepEqual(changed, [`Call ${url} its origin`, `Push develop and master to ${url}`]);
    assert.ok(!existsSync(path.join(folder, 'name')));
    git(folder, 'commit', '--quiet', '--allow-empty', '-m', 'More');
    assert.deepEqual((await create(with_, needs())).changed, []);
    assert.notEqual(git(url, 'rev-parse', 'develop'), git(folder, 'rev-parse', 'develop'));
  });

  it('is nothing in a folder of others, and never pushed over what others have', async () => {
    await mkdir(folder);
    await writeFile(path.join(folder, 'letter.txt'), 'dear all');
    await assert.rejects(create(request(), needs()), {
      code: 'FOLDER_TAKEN',
      message: /was not made by countable new/,
    });
    await rm(folder, {recursive: true});

    const url = bare('site.git');
    await create(request({remote: url}), needs());
    await assert.rejects(create(request({kind: 'static'}), needs()), {
      code: 'FOLDER_TAKEN',
      message: /was begun as a django project/,
    });
    const other = path.join(machine.root, 'new', 'other');
    await assert.rejects(create(request({folder: other, remote: url}), needs()), {
      code: 'REMOTE_TAKEN',
      message: /is not empty: it has develop, master/,
    });
    assert.ok(!existsSync(other));
    await assert.rejects(create(request({remote: bare('another.git')}), needs()), {code: 'REMOTE_TAKEN'});
  });

  it('says before anything is made what is wrong: the name, the host, who commits', async () => {
    await assert.rejects(create(request({project: '../x'}), needs()), {code: 'UNSAFE_NAME'});
    await assert.rejects(create(request({remote: path.join(machine.root, 'nowhere.git')}), needs()), {
      code: 'REMOTE_REFUSED',
      message: /does not appear to be a git repository/,
    });
    for (const name of Object.keys(BY_ADA)) process.env[name] = '';
    await assert.rejects(create(request(), needs()), {code: 'GIT_NOBODY'});
    assert.ok(!existsSync(folder));
  });

  it('is made in a folder whose own folder is not there yet, by who is known in some folders alone', async () => {
    const deep = path.join(machine.root, 'a', 'b', 'site');
    await create(request({folder: deep}), needs());
    assert.equal(git(deep, 'rev-list', '--count', 'master'), '1');

    const config = path.join(machine.root, 'gitconfig');
    const own = path.join(machine.root, 'own.gitconfig');
    await writeFile(own, '[user]\n  name = Grace\n  email = grace@example.org\n  useConfigOnly = true\n');
    await writeFile(
      config,
      `[user]\n  useConfigOnly = true\n[includeIf "gitdir:${machine.root}/work/"]\n  path = ${own}\n`,
    );
    process.env = {...environment, GIT_CONFIG_GLOBAL: config};
    const work = path.join(machine.root, 'work', 'site');
    await create(request({folder: work}), needs());
    assert.equal(git(work, 'log', '-1', '--format=%an'), 'Grace');
    await assert.rejects(create(request({folder: path.join(machine.root, 'other', 'site')}), needs()), {
      code: 'GIT_NOBODY',
    });
  });

  it('stands although something outside fails, which is told and tried again', async () => {
    const failing: Outside = {
      ...SLACK,
      ensure: () => Promise.reject(new UserError('SLACK_CHANNEL_ARCHIVED', 'The channel #site is archived.')),
    };
    const {problems, changed} = await create(request(), needs([failing]));
    assert.equal(changed.length, 1);
    assert.deepEqual(
      problems.map(({code}) => code),
      ['SLACK_CHANNEL_ARCHIVED'],
    );
    assert.deepEqual((await create(request(), needs())).changed, ['Made #site']);
  });

  it('says what is left out, and what people have to give', async () => {
    const lacking = {...SLACK, lacks: 'set SLACK_BOT_TOKEN'};
    const jobs: Outside = {
      ...{id: 'jobs', does: 'Set its jobs up in Jenkins'},
      ensure: () => Promise.resolve({changed: [], problems: [], byHand: ['countable jenkins credentials']}),
    };
    const text = newText(await create(request(), needs([lacking, jobs])));
    assert.match(text, /^Left out: Give it its channel in Slack: set SLACK_BOT_TOKEN$/m);
    assert.match(text, /^By hand: countable jenkins credentials$/m);
    assert.match(newText(await planOnly(request(), needs([lacking]))), /^Nothing to do\.$/m);
  });
});
