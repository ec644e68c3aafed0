import assert from 'node:assert/strict';
import {followed, staysInside, pathIn, treeOf} from '../../../ts-helpers/src/history/tree.ts';

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
  ] as const) {
    it(`lead from ${from || 'the folder'} to ${to ?? 'nowhere in it'}`, () => {
      assert.equal(followed(from, tree), to);
    });
  }
});

describe('a path', () => {
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
