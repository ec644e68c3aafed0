import assert from 'node:assert/strict';
import {existsSync, lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {type Copied, copyingOf} from '../../ts-helpers/src/outside/docker/copying.ts';
import {createStreams} from '../../ts-helpers/src/outside/stream.ts';
import type {CopyLimits} from '../../ts-helpers/src/outside/copying.ts';
import {CommandFailed} from '../../ts-helpers/src/errors/userError.ts';
import {docker} from './support/projects.ts';

const MEGABYTE = 1024 * 1024;
const LIMITS = {files: 100, bytes: MEGABYTE, totalBytes: 10 * MEGABYTE};

describe('files out of a container', () => {
  let folder: string;
  let container: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'countable-copying-'));
    container = '';
  });
  afterEach(() => {
    if (container !== '') docker('rm', '--force', '--volumes', container);
    rmSync(folder, {recursive: true});
  });

  const after = (script: string): void => {
    container = docker('create', '--network', 'none', 'busybox:1.35', 'sh', '-c', script);
    docker('start', '--attach', container);
  };

  const copy = (from: string, limits: Partial<CopyLimits> = {}): Promise<Copied | undefined> =>
    copyingOf(createStreams(new AbortController().signal)).copyFiles(container, from, {
      to: folder,
      limits: {...LIMITS, ...limits},
      isWanted: () => true,
    });

  const below = (): string[] =>
    readdirSync(folder, {recursive: true, encoding: 'utf8'})
      .filter(file => !lstatSync(path.join(folder, file)).isDirectory())
      .sort();

  it('are those of a folder, with what is in them', async () => {
    after('mkdir -p /r/a; echo one > /r/1; head -c 300000 /dev/zero > /r/a/2; : > /r/empty');
    assert.deepEqual((await copy('/r'))?.leftOut, []);
    assert.deepEqual(below(), ['r/1', 'r/a/2', 'r/empty']);
    assert.equal(readFileSync(path.join(folder, 'r/1'), 'utf8'), 'one\n');
    assert.deepEqual(readFileSync(path.join(folder, 'r/a/2')), Buffer.alloc(300_000));
  });

  it('are one file, by its name', async () => {
    after('mkdir /r; echo one > /r/junit.xml');
    assert.deepEqual(await copy('/r/junit.xml'), {files: ['junit.xml'], leftOut: []});
  });

  it('are none where there is nothing at that path', async () => {
    after('true');
    assert.equal(await copy('/no/such'), undefined);
    assert.equal(await copy(`/${'x'.repeat(200)}`), undefined);
  });

  it('are no links, devices and pipes, and lead nowhere else', async () => {
    after(
      'mkdir /r; cd /r; ln -s /etc/shadow link; ln -s /etc folder; mkfifo pipe; mknod zero c 1 5; mknod disk b 8 0; ' +
        'echo x > file; ln file hard; ln -s / ..x',
    );
    const leftOut = (await copy('/r'))?.leftOut.map(({name, why}) => `${name} ${why}`).sort();
    assert.equal(below().length, 1, 'of a file with two names one');
    assert.deepEqual(leftOut?.length, 7);
    assert.ok(
      leftOut?.includes('/r/link is no file but a symlink') ||
        leftOut?.includes('r/link is no file but a symlink'),
    );
    assert.ok(below().every(file => lstatSync(path.join(folder, file)).isFile()));
  });

  it('are bounded: a file of a terabyte of nothing ends it at once', async () => {
    after('mkdir /r; echo x > /r/0; truncate -s 1000G /r/1; echo x > /r/2');
    const begin = performance.now();
    const copied = await copy('/r');
    assert.ok(performance.now() - begin < 60_000);
    assert.deepEqual(
      copied?.leftOut.map(({why}) => why),
      ['there are more than 10 MB in all'],
    );
  });

  it('are bounded: one that is too large is left out alone', async () => {
    after('mkdir /r; head -c 2000000 /dev/zero > /r/large; echo x > /r/small');
    const copied = await copy('/r');
    assert.deepEqual(
      [copied?.files, copied?.leftOut.map(({why}) => why)],
      [['r/small'], ['is larger than 1 MB']],
    );
  });

  it('are bounded in number, folders and all', async () => {
    after('mkdir /r; i=0; while [ $i -lt 50 ]; do : > /r/$i; i=$((i+1)); done');
    const copied = await copy('/r', {files: 20});
    assert.deepEqual([copied?.files.length, copied?.leftOut[0]?.why], [20, 'there are more than 20 files']);
  });

  it('have names that a disk takes', async () => {
    after(
      `mkdir /r; cd /r; echo x > "$(printf 'a\\nb')"; echo x > "$(printf 'e\\033[8m')"; d=$(printf '%0250d' 0); i=0; while [ $i -lt 10 ]; do mkdir $d; cd $d; i=$((i+1)); done; echo x > deep; echo x > /r/ok`,
    );
    const copied = await copy('/r');
    assert.deepEqual([copied?.files, copied?.leftOut.length], [['r/ok'], 3]);
  });

  it('fail where the engine does, and not for want of a file', async () => {
    container = '';
    await assert.rejects(
      copyingOf(createStreams(new AbortController().signal)).copyFiles('no-such-container-at-all', '/r', {
        to: folder,
        limits: LIMITS,
        isWanted: () => true,
      }),
      CommandFailed,
    );
  });

  it('are no longer waited for when the verb is stopped', async () => {
    after('head -c 200000000 /dev/zero > /large');
    const stopping = new AbortController();
    const copying = copyingOf(createStreams(stopping.signal)).copyFiles(container, '/large', {
      to: folder,
      limits: {files: 1, bytes: 1e9, totalBytes: 1e9},
      isWanted: () => true,
    });
    stopping.abort(new Error('stopped'));
    await assert.rejects(copying, {message: 'stopped'});
    assert.ok(
      !existsSync(path.join(folder, 'large')) || lstatSync(path.join(folder, 'large')).size < 200_000_000,
    );
  });
});
