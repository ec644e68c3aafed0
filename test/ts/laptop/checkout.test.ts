import assert from 'node:assert/strict';
import {mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {clone, planClone} from '../../../ts-helpers/src/laptop/checkout.ts';
import {createCheckouts} from '../../../ts-helpers/src/outside/checkouts.ts';
import {createFiles} from '../../../ts-helpers/src/outside/files.ts';
import {answeringAll} from '../../fakes/answering.ts';
import {gitIn, shell} from '../../fakes/machine.ts';
import {createRepository} from '../../fakes/repository.ts';
import {recordVoice} from '../../fakes/voice.ts';
import {failsWith} from '../support/failsWith.ts';

describe('a project that is to be cloned', () => {
  let below: string;
  beforeEach(() => {
    below = realpathSync(mkdtempSync(path.join(tmpdir(), 'countable-clone-')));
  });
  afterEach(() => {
    rmSync(below, {recursive: true});
  });
  const needs = (answers = shell) => ({
    files: createFiles(),
    gitIn,
    checkouts: createCheckouts(answers),
    voice: recordVoice(),
  });
  const planned = (url: string) => planClone({url, below}, needs());
  const URL = 'git@git.example.org:team/shop.git';

  it('goes into a folder of its name, and no password is shown', async () => {
    const {folder, steps} = await planned('https://ada:s3cret@git.example.org/team/Shop-2.git');
    assert.equal(folder, path.join(below, 'Shop-2'));
    assert.equal(steps[0]?.does, `Clone https://git.example.org/team/Shop-2.git into ${folder}`);
  });

  it('is cloned with what it has, into an empty folder as well', async () => {
    const from = path.join(below, 'from', 'shop');
    mkdirSync(from, {recursive: true});
    createRepository(from).commit('Begin', {'docker-compose.yml': 'services: {}'});
    mkdirSync(path.join(below, 'shop'));
    const plan = await planned(from);
    const done = await clone(plan, from, needs());
    assert.deepEqual(done, [`Clone ${from} into ${path.join(below, 'shop')}`]);
    assert.equal(await createFiles().exists(path.join(plan.folder, 'docker-compose.yml')), true);
    assert.deepEqual((await planned(from)).steps, []);
    assert.deepEqual((await planned(`file://${from}/`)).steps, []);
  });

  it('is there already by whatever address it is fetched', async () => {
    mkdirSync(path.join(below, 'shop'));
    createRepository(path.join(below, 'shop')).commit('Begin', {a: ''});
    for (const url of [URL, 'https://git.example.org/team/shop', 'ssh://git@git.example.org/team/shop.git'])
      assert.deepEqual((await planned(url)).steps, [], url);
    const error = await failsWith(planned('git@git.example.org:other/shop.git'), 'FOLDER_TAKEN');
    assert.match(
      error.message,
      /is there already, and is a clone of git@git\.example\.org:team\/shop\.git\.$/,
    );
  });

  it('never goes into something else', async () => {
    mkdirSync(path.join(below, 'shop'));
    writeFileSync(path.join(below, 'shop', 'thesis.odt'), '');
    assert.match((await failsWith(planned(URL), 'FOLDER_TAKEN')).message, /is no clone of it/);
    rmSync(path.join(below, 'shop'), {recursive: true});
    writeFileSync(path.join(below, 'shop'), '');
    assert.match((await failsWith(planned(URL), 'FOLDER_TAKEN')).message, /is a file/);
  });

  it('has an address, and no flag of git', async () => {
    for (const url of ['--upload-pack=touch /tmp/x', '', '/']) await failsWith(planned(url), 'BAD_ARGUMENT');
    await failsWith(planned('https://git.example.org/team/..'), 'UNSAFE_NAME');
    const odd = await failsWith(planned('https://git.example.org/team/my shop'), 'UNSAFE_NAME');
    assert.match(odd.remedy, /git clone 'https:\/\/git\.example\.org\/team\/my shop' NAME$/);
  });

  it('fails with what git says, and with what helps', async () => {
    const failing = (stderr: string) =>
      failsWith(
        createCheckouts(answeringAll({stderr, exitCode: 128})).clone(URL, below, () => undefined),
        'CLONE_FAILED',
      );
    const refused = await failing(
      'git@x: Permission denied (publickey).\nfatal: Could not read from remote repository.',
    );
    assert.equal(refused.message, 'git could not clone it: Could not read from remote repository.');
    assert.match(refused.remedy, /^Give the host your public key/);
    for (const [said, remedy] of [
      ['Host key verification failed.\nfatal: Could not read from remote repository.', /ssh -T/],
      ["fatal: could not read Username for 'https://x': terminal prompts disabled", /^Clone it by hand/],
      ['fatal: unable to access: Could not resolve host: x', /^Correct the address/],
      [
        'ssh: connect to host x port 22: Connection refused\nfatal: Could not read from remote repository.',
        /^Correct the address/,
      ],
      ['fatal: something else', /^Try it by hand/],
    ] as const)
      assert.match((await failing(said)).remedy, remedy);
    const none = createCheckouts(answeringAll('not installed')).clone(URL, below, () => undefined);
    assert.match((await failsWith(none, 'GIT_MISSING')).remedy, /Install it/);
  });

  it('has a place for notes that is never committed, where it is a repository', async () => {
    assert.equal(await createCheckouts(shell).ownFile(below, 'countable/due'), undefined);
    createRepository(below);
    assert.equal(
      await createCheckouts(shell).ownFile(below, 'countable/due'),
      path.join(below, '.git/countable/due'),
    );
  });
});
