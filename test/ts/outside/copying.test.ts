import assert from 'node:assert/strict';
import {type CopyState, judgeEntry, plainPath} from '../../../ts-helpers/src/outside/copying.ts';

const MEGABYTE = 1024 * 1024;
const limits = {files: 3, bytes: MEGABYTE, totalBytes: 2 * MEGABYTE};

const verdict = (entry: {name?: string; type?: string; size?: number}, state: Partial<CopyState> = {}) =>
  judgeEntry(
    {name: '/app/reports/junit.xml', type: 'file', size: 100, ...entry},
    {files: 0, bytes: 0, entries: 0, ...state},
    {limits, isWanted: name => name.endsWith('.xml')},
  );

describe('what is copied out of a container', () => {
  it('is a regular file, below our folder', () => {
    assert.deepEqual(verdict({}), {copy: 'app/reports/junit.xml'});
    assert.deepEqual(verdict({name: '//./x.xml'}), {copy: 'x.xml'});
  });

  it('is no link, device or pipe', () => {
    for (const type of ['symlink', 'link', 'fifo', 'character-device', 'block-device', 'something-new'])
      assert.deepEqual(verdict({type}), {leaveOut: `is no file but a ${type}`});
  });

  it('is nothing that nobody asked for, and no folder', () => {
    assert.deepEqual(verdict({name: '/app/core'}), {pass: true});
    assert.deepEqual(verdict({name: '/app/x.xml', type: 'directory'}), {pass: true});
    assert.deepEqual(verdict({name: '/app/link', type: 'symlink'}), {pass: true});
  });

  it('is of bounded size and number', () => {
    assert.deepEqual(verdict({size: MEGABYTE + 1}), {leaveOut: 'is larger than 1 MB'});
    assert.deepEqual(verdict({size: 2 * MEGABYTE + 1}), {stop: 'there are more than 2 MB in all'});
    assert.deepEqual(verdict({}, {bytes: 2 * MEGABYTE}), {stop: 'there are more than 2 MB in all'});
    assert.deepEqual(verdict({name: '/core', size: 1e15}), {stop: 'there are more than 2 MB in all'});
    assert.deepEqual(verdict({}, {files: 3}), {stop: 'there are more than 3 files'});
    assert.deepEqual(verdict({type: 'directory'}, {entries: 60}), {stop: 'there are more than 3 files'});
  });
});

describe('a path from outside', () => {
  it('stays below the folder', () => {
    for (const [name, path] of [
      ['a/b.xml', 'a/b.xml'],
      ['/a//b/./c', 'a/b/c'],
      ['..a/...b', '..a/...b'],
      ['a b/ü,*.xml', 'a b/ü,*.xml'],
    ] as const)
      assert.equal(plainPath(name), path);
  });

  it('is not used where it leads out, or where no disk takes it', () => {
    const bad = [
      '..',
      '../x',
      '/a/../../x',
      'a/..',
      '',
      '/',
      '.',
      'a\0b',
      'a\nb',
      'a\u001b[8m',
      'a\\..\\b',
      'x'.repeat(256),
    ];
    for (const name of [...bad, 'x'.repeat(5_000), 'x/'.repeat(600)])
      assert.equal(plainPath(name), undefined, name);
  });
});
