import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {chmod, lstat, mkdir, readlink, rm, symlink, truncate, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {checkOut, fill, place, type Place, put, RELEASE, shapeOf, treeIn} from '../support/deployFolders.ts';
import {mostHeld} from '../support/mostHeld.ts';

describe('the deploy folder', () => {
  let here: Place;

  beforeEach(async () => {
    here = await place();
    await checkOut(here, ALL);
    await put(here.workspace, {'web/run.sh': '#!/bin/sh'}, 0o755);
  });
  afterEach(() => here.remove());

  const ALL = {'docker-compose.yml': 'services: {}', 'web/old.txt': 'old'};
  const holds = () => shapeOf(here.folder.path);
  const modeOf = async (file: string) => (await lstat(path.join(here.folder.path, file))).mode & 0o777;

  it('takes the files of the release, with their permissions, and remembers them', async () => {
    assert.deepEqual(await fill(here), {written: 3, removed: 0});
    assert.equal(await modeOf('web/run.sh'), 0o755);
    const {filled, live} = await here.folder.record();
    assert.deepEqual(filled?.release, RELEASE);
    assert.deepEqual(filled.files.sort(), ['docker-compose.yml', 'web/old.txt', 'web/run.sh']);
    assert.equal(live, undefined, 'what lies there is not live yet');
  });

  it('remembers what is live apart from what lies there', async () => {
    await fill(here);
    await here.folder.goLive(RELEASE);
    await checkOut(here, {'docker-compose.yml': 'services: {a: }'});
    const tree = await treeIn(here);
    const {found} = await here.folder.look(tree, await here.folder.record());
    assert.equal(found.get('docker-compose.yml')?.kind, 'file');
    await fill(here);
    assert.deepEqual((await here.folder.record()).live, RELEASE);
  });

  it('writes only what changed, and removes what the new release no longer has', async () => {
    await fill(here);
    await checkOut(here, {'docker-compose.yml': 'services: {a: }', 'web/run.sh': '#!/bin/sh'});
    await chmod(path.join(here.workspace, 'web/run.sh'), 0o755);
    assert.deepEqual(await fill(here), {written: 1, removed: 1});
    assert.deepEqual(await holds(), {'docker-compose.yml': 'services: {a: }', 'web/run.sh': '#!/bin/sh'});
    assert.deepEqual(await fill(here), {written: 0, removed: 0});
  });

  it('never touches what is not its own: uploads, data, files put there by hand', async () => {
    await fill(here);
    const foreign = {'media/photo.jpg': 'photo', 'web/local.env': 'A=1'};
    await put(here.folder.path, foreign, 0o600);
    await checkOut(here, {});
    await fill(here);
    assert.deepEqual(await holds(), foreign);
    assert.equal(await modeOf('web/local.env'), 0o600);
  });

  it('notices a change that keeps the size, and one of permissions, which replaces no file', async () => {
    await fill(here);
    await put(here.workspace, {'web/old.txt': 'new'});
    assert.equal((await fill(here)).written, 1);
    const {ino} = await lstat(path.join(here.folder.path, 'web/old.txt'));
    await chmod(path.join(here.workspace, 'web/old.txt'), 0o600);
    assert.equal((await fill(here)).written, 0);
    assert.equal(await modeOf('web/old.txt'), 0o600);
    assert.equal((await lstat(path.join(here.folder.path, 'web/old.txt'))).ino, ino);
  });

  it('brings symbolic links as links', async () => {
    await symlink('run.sh', path.join(here.workspace, 'web/start'));
    await fill(here);
    assert.equal(await readlink(path.join(here.folder.path, 'web/start')), 'run.sh');
    assert.equal((await fill(here)).written, 0);
  });

  it('may be a link itself, to another disk', async () => {
    await mkdir(path.dirname(here.folder.path), {recursive: true});
    await symlink(here.outside, here.folder.path);
    await fill(here);
    assert.deepEqual(await fill(here), {written: 0, removed: 0});
    assert.deepEqual((await shapeOf(here.outside))['web/old.txt'], 'old');
  });

  it('refuses to take the place of a pipe, or of what is behind one', async () => {
    for (const [file, at] of [
      ['pipe', 'pipe'],
      ['within/file', 'within'],
    ] as const) {
      await checkOut(here, {});
      await fill(here);
      execFileSync('mkfifo', [path.join(here.folder.path, at)]);
      await put(here.workspace, {[file]: 'x'});
      await assert.rejects(fill(here), {code: 'FILE_IN_THE_WAY', where: path.join(here.folder.path, at)});
    }
  });

  it('takes names as long as a disk has them', async () => {
    const name = 'x'.repeat(255);
    await put(here.workspace, {[name]: 'long'});
    await fill(here);
    assert.equal((await holds())[name], 'long');
  });

  it('takes a file without holding it in memory', async () => {
    await writeFile(path.join(here.workspace, 'dump'), '');
    await truncate(path.join(here.workspace, 'dump'), 150 * 1024 * 1024);
    const most = await mostHeld(async () => {
      await fill(here);
      assert.deepEqual(await fill(here), {written: 0, removed: 0});
    });
    assert.ok(most < 50 * 1024 * 1024, `${most} bytes`);
  });

  it('provides files of its own, and takes them away when they are provided no more', async () => {
    await fill(here, {provided: {'.env': 'A=1', 'secrets/db.txt': 's3cret'}});
    assert.equal(await modeOf('secrets/db.txt'), 0o600);
    assert.deepEqual(await fill(here, {provided: {'.env': 'A=1'}}), {written: 0, removed: 1});
    assert.ok(!('secrets/db.txt' in (await holds())));
  });

  it('keeps a folder that a container mounts when its last file leaves it', async () => {
    await put(here.workspace, {'media/.gitkeep': ''});
    await fill(here);
    await rm(path.join(here.workspace, 'media'), {recursive: true});
    await fill(here, {keep: new Set(['media'])});
    assert.equal((await holds())['media'], '/');
  });

  it('leaves nothing of a fill that was killed: neither beside its files nor beside the record', async () => {
    await fill(here);
    const left = {
      '.countable-0a1b2c3d.new': 'half',
      'web/.countable-0a1b2c3d.new': 'half',
      'web/old.txt.0a1b2c3d.new': '',
    };
    await put(here.folder.path, left);
    await put(here.folder.state, {'.countable-0a1b2c3d.new': 'half', 'record.json.0a1b2c3d.new': ''});
    await put(here.folder.path, {
      'web/notes.0a1b2c3d.new': 'of somebody',
      'media/.countable-0a1b2c3d.new': 'of theirs',
    });
    await fill(here);
    assert.deepEqual(Object.keys(await holds()).sort(), [
      'docker-compose.yml',
      'media/.countable-0a1b2c3d.new',
      'web/notes.0a1b2c3d.new',
      'web/old.txt',
      'web/run.sh',
    ]);
    assert.deepEqual(Object.keys(await shapeOf(here.folder.state)), ['record.json']);
  });

  it('gives files a digest that changes with their content alone', async () => {
    const digests = async () => {
      const tree = await treeIn(here);
      const at = (prefix: string) => [...tree.values()].filter(file => file.path.startsWith(prefix));
      return Promise.all(['web', 'docker-compose.yml', ''].map(prefix => here.folder.digest(at(prefix))));
    };
    const before = await digests();
    assert.deepEqual(await digests(), before);
    await put(here.workspace, {'web/old.txt': 'new'});
    assert.deepEqual(
      (await digests()).map((digest, index) => digest === before[index]),
      [false, true, false],
    );
    assert.equal(await here.folder.digestOf('nope'), undefined);
  });

  it('lists every file where no SCM does, but for the SCM’s own, and neither pipes nor sockets', async () => {
    await put(here.workspace, {'.svn/entries': '', '.github/x.yml': ''});
    const listed = await here.folder.walk(here.workspace);
    assert.deepEqual(listed.sort(), ['.github/x.yml', 'docker-compose.yml', 'web/old.txt', 'web/run.sh']);
    const sources = await here.folder.sources(here.workspace, [
      ...listed,
      'web',
      'gone.txt',
      '..',
      'web/old.txt/x',
    ]);
    assert.deepEqual(
      sources.map(file => file.path).sort(),
      listed.sort(),
      'a folder, a file that was removed, and what is none are no files',
    );
  });

  it('takes no file that lies behind a link which has taken the place of a folder', async () => {
    await rm(path.join(here.workspace, 'web'), {recursive: true});
    await put(here.outside, {'old.txt': 'outside'});
    await symlink(here.outside, path.join(here.workspace, 'web'));
    const sources = await here.folder.sources(here.workspace, ['web/old.txt', 'web']);
    assert.deepEqual(
      sources.map(({path: file, kind}) => [file, kind]),
      [['web', 'link']],
    );
  });
});
