import assert from 'node:assert/strict';
import {
  filesAt,
  foldersAbove,
  followed,
  pathIn,
  staysInside,
  treeOf,
} from '../../../ts-helpers/src/history/tree.ts';

describe('the links of a tree', () => {
  const link = (at: string, target: string) =>
    ({path: at, kind: 'link', target, from: {file: ''}, isProvided: false}) as const;
  const tree = treeOf([
    link('current', 'releases/v2'),
    link('releases/v2/conf', '../../shared/./conf'),
    link('out', '../etc'),
    link('far', '/etc'),
    link('loop', 'pool'),
    link('pool', 'loop'),
    link('shared/top', '..'),
  ]);
  for (const [from, to] of [
    ['current', 'releases/v2'],
    ['current/index.html', 'releases/v2/index.html'],
    ['current/conf/nginx.conf', 'shared/conf/nginx.conf'],
    ['plain/file', 'plain/file'],
    ['out/passwd', undefined],
    ['far/passwd', undefined],
    ['loop', undefined],
    ['', ''],
    ['/releases//v2/', 'releases/v2'],
    ['shared/top/current/index.html', 'releases/v2/index.html'],
    ['shared/top', ''],
  ] as const) {
    it(`lead from ${from || 'the folder'} to ${to ?? 'nowhere in it'}`, () => {
      assert.equal(followed(from, tree), to);
    });
  }
});

describe('a row of links', () => {
  const row = (length: number) =>
    treeOf(
      Array.from({length}, (_, index) => ({
        path: `l${index}`,
        kind: 'link',
        target: `l${index + 1}`,
        from: {file: ''},
        isProvided: false,
      })),
    );

  it('is followed as far as Linux follows it', () => {
    assert.equal(followed('l0', row(40)), 'l40');
    assert.equal(followed('l0', row(41)), undefined);
  });
});

describe('the files at a path', () => {
  const file = (at: string) => ({path: at, kind: 'file', from: {file: at}, isProvided: false}) as const;
  const tree = treeOf(['web', 'web-old/a', 'site/a', 'site/b/c', 'x/site/a'].map(file));
  const at = (place: string) => filesAt(place, tree).map(({path}) => path);

  it('are the file itself, or all in the folder', () => {
    assert.deepEqual(at('web'), ['web']);
    assert.deepEqual(at('site'), ['site/a', 'site/b/c']);
    assert.deepEqual(at('site/b'), ['site/b/c']);
  });

  it('are none where nothing is, and all in the folder of the tree', () => {
    assert.deepEqual(at('sit'), []);
    assert.deepEqual(at('nowhere'), []);
    assert.deepEqual(at(''), ['web', 'web-old/a', 'site/a', 'site/b/c', 'x/site/a']);
  });
});

describe('a path', () => {
  it('lies in folders, the outermost first', () => {
    assert.deepEqual(foldersAbove('a/b/c'), ['a', 'a/b']);
    assert.deepEqual(foldersAbove('a'), []);
  });

  it('is found from a folder, and never outside of it', () => {
    for (const [folder, relative, expected] of [
      ['', './web/site', 'web/site'],
      ['docker', '../web', 'web'],
      ['docker', '.', 'docker'],
      ['a/b', '../..//c/./d', 'c/d'],
      ['', '.', ''],
      ['docker', '../../web', undefined],
      ['', '/etc', undefined],
    ] as const)
      assert.equal(pathIn(folder, relative), expected, relative);
  });

  it('is within a folder where it is written in one way only', () => {
    for (const path of ['a', 'a/b.txt', '..a/b..', '.env', 'ä b\n']) assert.ok(staysInside(path), path);
    for (const path of ['', '.', '..', '/a', 'a/', 'a//b', 'a/../b', 'a/..', './a', 'a\0'])
      assert.ok(!staysInside(path), path);
  });
});
