import assert from 'node:assert/strict';
import {mkdirSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {loadVerbs} from '../../ts-helpers/src/cli/registry.ts';
import {createRepository} from '../fakes/repository.ts';
import {inProcess} from './support/inProcess.ts';

/** By verb, what its environment is followed by. */
const VERBS: Readonly<Record<string, string[]>> = {
  deploy: ['--plan'],
  rollback: ['--plan'],
  releases: [],
  'lock status': [],
  'lock release': [],
  'maintenance on': ['--plan'],
  'maintenance off': ['--plan'],
  'maintenance status': [],
  validate: [],
  sentry: ['--plan'],
};

describe('an environment that there is not', () => {
  let root: string;
  const run = (words: readonly string[]) =>
    inProcess(words, {
      cwd: path.join(root, 'shop'),
      env: {COUNTABLE_DEPLOY_ROOT: path.join(root, 'deploys')},
    });
  const refused = async (words: readonly string[]) => {
    const {exitCode, stderr} = await run(words);
    return {exitCode, stderr};
  };

  before(() => {
    root = mkdtempSync(path.join(tmpdir(), 'countable-unknown-'));
    mkdirSync(path.join(root, 'shop'));
    mkdirSync(path.join(root, 'deploys/.countable/shop-live'), {recursive: true});
    createRepository(path.join(root, 'shop')).commit('Begin', {
      'docker-compose.yml': 'services: {web: {image: busybox}}\n',
      'dc.stage.yml': 'services: {}\n',
      'dc.demo2.yml': 'services: {}\n',
      'dc.test.yml': 'services: {}\n',
    });
  });
  after(() => {
    rmSync(root, {recursive: true});
  });

  it('is asked of every verb that takes one, but disk, which asks Docker for images first', async () => {
    const taking = (await loadVerbs()).filter(verb => 'environment' in verb.arguments);
    assert.deepEqual(taking.map(({name}) => name).sort(), [...Object.keys(VERBS), 'disk'].sort());
  });

  for (const [verb, flags] of Object.entries(VERBS)) {
    it(`is told as that by ${verb}, with those that there are`, async () => {
      const {exitCode, stderr} = await refused([...verb.split(' '), 'nope', ...flags]);
      assert.match(
        stderr,
        /UNKNOWN_ENVIRONMENT: shop has no environment nope\.\n {2}where {3}<environment>\n/,
      );
      assert.match(stderr, /There are stage, demo2, live\. A new one begins with its file, dc\.nope\.yml\./);
      assert.equal(exitCode, 2);
    });
  }

  it('is no word, of which none can be called', async () => {
    for (const environment of ['../stage', 'x; touch pwned', 'Stage', '']) {
      const {exitCode, stderr} = await refused(['deploy', environment, '--plan']);
      assert.equal(exitCode, 2);
      assert.ok(
        stderr.includes(`BAD_ARGUMENT: ${JSON.stringify(environment)} cannot be an environment.`),
        stderr,
      );
    }
  });

  it('is told with the one that was meant', async () => {
    const {stderr} = await refused(['releases', 'stgae']);
    assert.match(stderr, /Did you mean stage\? There are stage, demo2, live\./);
  });

  it('is none that branches deploy to, that has a file, or that was deployed here', async () => {
    for (const environment of ['stage', 'prod', 'demo2', 'live']) {
      const {exitCode, stderr} = await run(['releases', environment]);
      assert.deepEqual([exitCode, stderr], [0, '']);
    }
  });

  it('may be a preview, which is there while it is deployed', async () => {
    assert.equal((await refused(['releases', 'pr-7'])).exitCode, 2);
    mkdirSync(path.join(root, 'deploys/.countable/shop-pr-7'));
    assert.equal((await run(['releases', 'pr-7'])).exitCode, 0);
  });
});
