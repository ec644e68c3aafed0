import assert from 'node:assert/strict';
import {
  type Found,
  type Mirror,
  type MirrorFacts,
  planMirror,
  refuseBlocked,
  refuseClosed,
} from '../../../../ts-helpers/src/deploy/plan/mirror.ts';
import {treeOf} from '../../../../ts-helpers/src/history/tree.ts';

const SAME: Found = {kind: 'file', differs: 'no'};
const OTHER: Found = {kind: 'file', differs: 'yes'};
const LINK: Found = {kind: 'link', differs: 'yes'};
const FOLDER: Found = {kind: 'folder'};

const plan = (
  wanted: readonly string[],
  there: Readonly<Record<string, Found>>,
  more: Partial<Pick<MirrorFacts, 'isKnown'>> & {ours?: readonly string[]; provided?: boolean} = {},
): Mirror =>
  planMirror({
    tree: treeOf(
      wanted.map(path => ({
        path,
        kind: 'file',
        from: {file: `/ws/${path}`},
        isProvided: more.provided ?? false,
      })),
    ),
    found: new Map(Object.entries(there)),
    ours: new Set(more.ours),
    isKnown: more.isKnown ?? true,
  });
/** What would be done, by name; nothing where nothing would. */
const told = ({write, permit, ...others}: Mirror): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries({
      ...others,
      write: write.map(({path}) => path),
      permit: permit.map(({path}) => path),
    }).filter(([, some]) => some.length > 0),
  );

describe('a mirror', () => {
  it('writes what is not there, and leaves what is', () => {
    assert.deepEqual(told(plan(['a', 'b/c'], {a: SAME})), {write: ['b/c']});
  });

  it('replaces its own, and takes for its own what is the same', () => {
    assert.deepEqual(told(plan(['a'], {a: OTHER}, {ours: ['a']})), {write: ['a']});
    assert.deepEqual(told(plan(['a'], {a: SAME})), {});
    assert.deepEqual(told(plan(['a'], {a: {kind: 'file', differs: 'mode'}}, {ours: ['a']})), {permit: ['a']});
  });

  it('replaces whatever has the name of a file that the deploy provides', () => {
    assert.deepEqual(told(plan(['.env'], {'.env': LINK}, {provided: true})), {write: ['.env']});
  });

  it('removes its own of before, and the folders that nothing needs any more, the innermost first', () => {
    const there = {a: FOLDER, 'a/b': FOLDER, 'a/b/c': OTHER, 'a/d': SAME, x: FOLDER};
    assert.deepEqual(told(plan(['a/d'], there, {ours: ['a/b/c', 'a/d', 'x/gone']})), {
      remove: ['a/b/c'],
      prune: ['a/b', 'x'],
    });
  });

  it('takes its own files and links out of the way of a folder, and nothing below a link', () => {
    assert.deepEqual(told(plan(['a/b'], {a: LINK}, {ours: ['a']})), {remove: ['a'], write: ['a/b']});
    assert.deepEqual(told(plan(['a/b/c'], {a: FOLDER, 'a/b': OTHER}, {ours: ['a/b']})), {
      remove: ['a/b'],
      write: ['a/b/c'],
    });
  });

  it('clears an empty folder, or one of its own, for a file', () => {
    assert.deepEqual(told(plan(['a'], {a: FOLDER})), {clear: ['a'], write: ['a']});
    assert.deepEqual(told(plan(['a'], {a: FOLDER, 'a/b': OTHER}, {ours: ['a/b']})), {
      remove: ['a/b'],
      clear: ['a'],
      write: ['a'],
    });
  });

  const BLOCKED: Record<string, [string, Record<string, Found>, string]> = {
    'a file put there by hand': ['a', {a: OTHER}, 'a'],
    'a link put there by hand': ['a', {a: LINK}, 'a'],
    'a link to a folder elsewhere': ['media/.gitkeep', {media: LINK}, 'media'],
    'a file where a folder belongs': ['a/b', {a: OTHER}, 'a'],
    'a folder with data': ['a', {a: {kind: 'folder', stranger: 'a/2026/photo.jpg'}}, 'a/2026/photo.jpg'],
    'a socket': ['a', {a: {kind: 'other'}}, 'a'],
    'a device where a folder belongs': ['a/b', {a: {kind: 'other'}}, 'a'],
  };
  for (const [what, [file, there, stranger]] of Object.entries(BLOCKED)) {
    it(`is blocked by ${what}`, () => {
      const {blocked, write} = plan([file], there);
      assert.deepEqual([blocked.map(one => [one.stranger, one.file]), write], [[[stranger, file]], []]);
    });
  }

  it('sets aside what it does not know where nothing is known, but no link and no folder', () => {
    const unknown = {isKnown: false};
    assert.deepEqual(told(plan(['a'], {a: OTHER}, unknown)), {setAside: ['a'], write: ['a']});
    assert.deepEqual(told(plan(['a/b'], {a: OTHER}, unknown)), {setAside: ['a'], write: ['a/b']});
    assert.equal(plan(['a/b'], {a: LINK}, unknown).blocked.length, 1);
    assert.equal(plan(['a'], {a: {kind: 'folder', stranger: 'a/b'}}, unknown).blocked.length, 1);
  });

  it('leaves its own alone where it cannot look, and refuses to bring more there', () => {
    const there: Record<string, Found> = {pgdata: {kind: 'closed'}};
    const ours = ['pgdata/.gitkeep', 'pgdata/gone'];
    assert.deepEqual(told(plan(['pgdata/.gitkeep'], there, {ours})), {unseen: ours});
    assert.deepEqual(told(plan(['pgdata/new'], there, {ours})), {unseen: ours, closed: ['pgdata']});
  });
});

describe('a mirror that is refused', () => {
  it('says what stands in the way of what, and the commands that cure, for a shell', () => {
    assert.throws(
      () =>
        refuseBlocked("/srv/it's", [
          {path: 'a', stranger: 'a/photo.jpg', file: 'a'},
          {path: 'b', stranger: 'b', file: 'b/c'},
        ]),
      {
        code: 'FILE_IN_THE_WAY',
        message:
          "In /srv/it's: a/photo.jpg was not put there by a deploy, and lies where a belongs; b was not put there by a " +
          'deploy, and lies where b/c belongs.',
        where: "/srv/it's/a/photo.jpg",
        remedy: String.raw`Look whether it is still needed, and move it away: mv -- '/srv/it'\''s/a' '/srv/it'\''s/a.old' && mv -- '/srv/it'\''s/b' '/srv/it'\''s/b.old'`,
      },
    );
    refuseBlocked('/srv/x', []);
  });

  it('says whose folder it is', () => {
    assert.throws(() => refuseClosed('/srv/x', ['', 'conf']), {
      code: 'NOT_WRITABLE',
      where: '/srv/x',
      remedy: /: sudo chown -R "\$\(id -un\)" \/srv\/x \/srv\/x\/conf\. /,
    });
    refuseClosed('/srv/x', []);
  });
});
