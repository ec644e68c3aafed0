import assert from 'node:assert/strict';
import {mkdir, mkdtemp, readFile, readlink, rm, stat, symlink, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {createDeployFolder, type DeployFolder} from '../../../ts-helpers/src/adapters/deployFolder.ts';
import type {Release} from '../../../ts-helpers/src/domain/release.ts';

const release: Release = {
  project: 'shop',
  environment: 'stage',
  version: 'c0ffee',
  commit: 'c0ffee',
  branch: 'develop',
  at: '2026-11-23T12:00:00.000Z',
};

describe('the deploy folder', () => {
  let root: string;
  let workspace: string;
  let folder: DeployFolder;

  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'countable-test-'));
    workspace = path.join(root, 'workspace');
    folder = createDeployFolder(path.join(root, 'deploys'), 'shop-stage');
    await put('docker-compose.yml', 'services: {}');
    await put('web/run.sh', '#!/bin/sh', {mode: 0o755});
    await put('web/old.txt', 'old');
  });
  afterEach(() => rm(root, {recursive: true}));

  const put = async (file: string, text: string, {mode = 0o644, base = workspace} = {}) => {
    await mkdir(path.dirname(path.join(base, file)), {recursive: true});
    await writeFile(path.join(base, file), text, {mode});
  };
  const here = (file: string) => readFile(path.join(folder.path, file), 'utf8');
  const fill = (files: string[]) => folder.fill({workspace, files}, {release, files});
  const ALL = ['docker-compose.yml', 'web/run.sh', 'web/old.txt'];

  it('takes the files of the release, with their permissions, and remembers them', async () => {
    assert.deepEqual(await fill(ALL), {written: 3, removed: 0});
    assert.equal((await stat(path.join(folder.path, 'web/run.sh'))).mode & 0o777, 0o755);
    assert.deepEqual(await folder.record(), {release, files: ALL});
  });

  it('writes only what changed, and removes what the new release no longer has', async () => {
    await fill(ALL);
    await put('docker-compose.yml', 'services: {a: }');
    assert.deepEqual(await fill(['docker-compose.yml', 'web/run.sh']), {written: 1, removed: 1});
    await assert.rejects(here('web/old.txt'), {code: 'ENOENT'});
    assert.deepEqual(await fill(['docker-compose.yml', 'web/run.sh']), {written: 0, removed: 0});
  });

  it('never touches what is not its own: uploads, data, files put there by hand', async () => {
    await fill(ALL);
    await put('media/photo.jpg', 'photo', {base: folder.path});
    await put('web/local.env', 'A=1', {mode: 0o600, base: folder.path});
    await fill([]);
    assert.equal(await here('media/photo.jpg'), 'photo');
    assert.equal(await here('web/local.env'), 'A=1');
  });

  it('notices a change that keeps the size, and one of permissions', async () => {
    await fill(ALL);
    await put('web/old.txt', 'new');
    assert.equal((await fill(ALL)).written, 1);
    assert.equal(await here('web/old.txt'), 'new');
  });

  it('brings symbolic links as links', async () => {
    await symlink('run.sh', path.join(workspace, 'web/start'));
    await fill([...ALL, 'web/start']);
    assert.equal(await readlink(path.join(folder.path, 'web/start')), 'run.sh');
    assert.equal((await fill([...ALL, 'web/start'])).written, 0);
  });

  it('is mended by the next fill when one was cut short', async () => {
    await fill(ALL);
    await assert.rejects(fill(['docker-compose.yml', 'web/not-there.txt']), {code: 'ENOENT'});
    assert.deepEqual(await fill(['docker-compose.yml']), {written: 0, removed: 2});
  });

  it('shows how it will look before it is filled: the release over what is there already', async () => {
    await put('local.env', 'by hand', {mode: 0o600, base: folder.path});
    await put('secret', 'A=1', {mode: 0o600, base: root});
    const preview = path.join(root, 'preview');
    await mkdir(preview);
    await folder.preview(preview, {workspace, files: ALL}, new Map([['.env', path.join(root, 'secret')]]));
    const read = (file: string) => readFile(path.join(preview, file), 'utf8');
    assert.equal(await read('web/run.sh'), '#!/bin/sh');
    assert.equal(await read('local.env'), 'by hand');
    assert.equal(await read('.env'), 'A=1');
  });

  it('gives files, folders and the whole a digest that changes with their content alone', async () => {
    const source = {workspace, files: ALL};
    const digests = async () =>
      Promise.all(['web', 'docker-compose.yml', ''].map(at => folder.digest(source, at)));
    const before = await digests();
    assert.deepEqual(await digests(), before);
    await put('web/old.txt', 'new');
    const after = await digests();
    assert.deepEqual(
      after.map((digest, index) => digest === before[index]),
      [false, true, false],
    );
    assert.equal(await folder.digest(source, 'we'), undefined);
  });

  it('lists every file where no SCM does, but for the SCM’s own', async () => {
    await put('.svn/entries', '');
    await put('.github/x.yml', '');
    assert.deepEqual((await folder.walk(workspace)).sort(), ['.github/x.yml', ...ALL].sort());
  });
});
