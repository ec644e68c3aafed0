import assert from 'node:assert/strict';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {parse} from '../../../ts-helpers/src/cli/parse.ts';
import {loadVerbs} from '../../../ts-helpers/src/cli/registry.ts';
import {refuseUntrusted} from '../../../ts-helpers/src/cli/trusted.ts';
import type {World} from '../../../ts-helpers/src/run/world.ts';
import {recordVoice} from '../../fakes/voice.ts';
import {type Build, BUILDS} from '../support/trustTable.ts';

interface Told {
  branch: string | null;
  jenkins?: object;
  operation?: object;
}

describe('what a build of Jenkins has to be trusted with', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'countable-trusted-'));
  });
  afterEach(() => {
    rmSync(folder, {recursive: true});
  });

  const asked = async (words: string[], {branch, jenkins, operation}: Told, variables: object = {}) => {
    const facts = path.join(folder, 'facts.json');
    writeFileSync(facts, JSON.stringify({...(jenkins && {jenkins, scm: {GIT_BRANCH: branch}}), operation}));
    const {signal} = new AbortController();
    const world = {variables, folder, home: folder, voice: recordVoice(), signal} as unknown as World;
    return refuseUntrusted(await parse([...words, '--facts', facts]), world);
  };
  const build = (name: Build): Told => BUILDS[name];

  it('is said by each verb', async () => {
    const reaching = Map.groupBy(await loadVerbs(), ({reaches}) => reaches);
    const names = (
      reach: 'production' | 'every production' | 'its environment' | 'what it asks for itself',
    ) => (reaching.get(reach) ?? []).map(({name}) => name);
    assert.deepEqual(names('production'), [
      ...['restore', 'refresh', 'backup', 'verify', 'evidence', 'sentry', 'slack'],
    ]);
    assert.deepEqual(names('every production'), ['backup policy', 'backups', 'backups get', 'fleet']);
    assert.deepEqual(names('its environment'), ['lock release', 'maintenance on', 'maintenance off']);
    assert.deepEqual(names('what it asks for itself'), ['pipeline', 'deploy', 'rollback', 'preview']);
  });

  const OF_PRODUCTION = [
    ['backup'],
    ['backup', '--environment', 'stage'],
    ['verify'],
    ['refresh', '--environment', 'stage'],
    ['evidence'],
    ['backup', 'policy'],
    ['backups'],
    ['backups', '--all'],
    ['backups', 'get', 'shop'],
    ['fleet'],
    ['maintenance', 'on', 'prod'],
    ['lock', 'release', 'prod'],
    ['sentry'],
    ['slack'],
  ];
  for (const words of OF_PRODUCTION)
    it(`is production for ${words.join(' ')}: no pull request, tag, feature branch or test job`, async () => {
      for (const name of [
        'pull request',
        'pull request called master',
        'pull request of a fork',
        'tag master',
        'feature',
        'develop',
        'classic shop-test, master',
        'classic shop-prod, develop',
      ] as const)
        await assert.rejects(
          asked(words, build(name)),
          ({code}: {code: string}) => ['DEPLOY_REFUSED', 'WRONG_BRANCH'].includes(code),
          name,
        );
      await asked(words, build('master'));
      await asked(words, {branch: 'feature'});
    });

  it('is in the folder production alone, where the organisation says so', async () => {
    const separate = {COUNTABLE_PRODUCTION: 'separate'};
    for (const words of [['backup'], ['fleet']]) {
      await assert.rejects(asked(words, build('master'), separate), {code: 'DEPLOY_REFUSED'});
      await asked(words, build('master in production'), separate);
    }
  });

  it('is the word of the organisation alone for what is of all projects', async () => {
    writeFileSync(path.join(folder, 'countable.yml'), 'branches: {release: prod}\n');
    await asked(['backup'], build('release'));
    await assert.rejects(asked(['fleet'], build('release')), {code: 'DEPLOY_REFUSED'});
    const file = path.join(folder, 'organisation.yml');
    writeFileSync(file, 'branches: {release: prod}\n');
    await asked(['fleet'], build('release'), {COUNTABLE_CONFIG: file});
  });

  it('lets a job check all backups that is of no repository', async () => {
    await asked(['fleet'], {branch: null, jenkins: {jobName: 'backups', buildNumber: 1, branchName: null}});
    const separate = {COUNTABLE_PRODUCTION: 'separate'};
    await assert.rejects(
      asked(['fleet'], {branch: null, jenkins: {jobName: 'backups', buildNumber: 1}}, separate),
      {code: 'DEPLOY_REFUSED'},
    );
  });

  it('is the environment that it names for what may touch any', async () => {
    await asked(['maintenance', 'on', 'stage'], build('develop'));
    await assert.rejects(asked(['maintenance', 'on', 'stage'], build('pull request')), {
      code: 'DEPLOY_REFUSED',
    });
  });

  it('is the job for what operators chose, and no branch', async () => {
    const of = (jobName: string): Told => ({branch: null, jenkins: {jobName, buildNumber: 1}, operation: {}});
    for (const words of OF_PRODUCTION) {
      await asked(words, of('operations'));
      await assert.rejects(asked(words, {...build('master'), operation: {}}), {code: 'DEPLOY_REFUSED'});
      await assert.rejects(asked(words, of('shop-prod')), {code: 'DEPLOY_REFUSED'});
    }
    const separate = {COUNTABLE_PRODUCTION: 'separate'};
    await assert.rejects(asked(['backup'], of('operations'), separate), {code: 'DEPLOY_REFUSED'});
    await asked(['backup'], of('production/operations'), separate);
  });

  it('is no word of a repository where operators are meant', async () => {
    writeFileSync(path.join(folder, 'countable.yml'), 'operations: {jobs: [shop/feature]}\n');
    await assert.rejects(asked(['backup'], {...build('feature'), operation: {}}), {code: 'BAD_SETTING'});
  });

  it('is told with the verb and the reason', async () => {
    await assert.rejects(asked(['backup'], build('feature')), {
      message:
        'No `countable backup` here: The branch feature does not deploy to production: `branches` does not say so.',
    });
  });
});
