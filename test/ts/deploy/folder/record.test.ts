import assert from 'node:assert/strict';
import {mkdir, rm, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {checkOut, fill, place, type Place, RELEASE, shapeOf} from '../../support/deployFolders.ts';

describe('a record that is not to be believed', () => {
  let here: Place;

  beforeEach(async () => {
    here = await place();
    await checkOut(here, {'a.txt': 'one', 'b/c.txt': 'one'});
    await fill(here);
    await here.folder.goLive(RELEASE);
  });
  afterEach(() => here.remove());

  const file = () => path.join(here.folder.state, 'record.json');
  const {project: _, ...incomplete} = RELEASE;
  const broken: Record<string, string | object> = {
    'is empty': '',
    'is blank': ' \n',
    'was cut': '{"filled": {"release": {"proj',
    'is no JSON': 'deployed',
    'is null': 'null',
    'is a list': '[]',
    'is a number': '7',
    'has no release': {filled: {files: [], provided: []}},
    'has half a release': {filled: {release: incomplete, files: [], provided: []}},
    'has files that are no list': {filled: {release: RELEASE, files: 'a.txt', provided: []}},
    'has a file that is no text': {release: RELEASE, files: [7]},
    'leads out by ..': {release: RELEASE, files: ['../outside/a']},
    'leads out from within': {filled: {release: RELEASE, files: ['b/../../outside/a'], provided: []}},
    'leads out by the root': {filled: {release: RELEASE, files: [], provided: ['/etc/passwd']}},
    'names the folder itself': {release: RELEASE, files: ['.']},
    'names nothing': {release: RELEASE, files: ['']},
    'has a NUL in a name': {release: RELEASE, files: ['a\0b']},
    'has nothing in it': {},
  };
  for (const [what, content] of Object.entries(broken)) {
    it(`because it ${what}, blocks nothing and lets nothing be removed`, async () => {
      await writeFile(file(), typeof content === 'string' ? content : JSON.stringify(content));
      const record = await here.folder.record();
      assert.deepEqual([record.filled, record.live], [undefined, undefined]);
      assert.notEqual(record.trouble, undefined);
      await checkOut(here, {'a.txt': 'two', 'd.txt': 'new'});
      await fill(here);
      assert.deepEqual(await shapeOf(here.folder.path), {'a.txt': 'two', 'b/c.txt': 'one', 'd.txt': 'new'});
      assert.deepEqual(await shapeOf(here.outside), {a: 'of others'});
      assert.equal((await here.folder.record()).trouble, undefined, 'it is written anew');
      const [kept] = Object.entries(await shapeOf(path.join(here.folder.state, 'set-aside')));
      assert.deepEqual(kept, ['2026-11-23T12-00-00.000Z/a.txt', 'one'], 'what was overwritten is kept');
    });
  }

  it('because it is a folder, is replaced', async () => {
    await rm(file());
    await mkdir(path.join(file(), 'x'), {recursive: true});
    assert.equal((await here.folder.record()).trouble, 'it is a folder');
    await fill(here);
    assert.notEqual((await here.folder.record()).filled, undefined);
  });

  it('is none that an older version wrote', async () => {
    await writeFile(file(), JSON.stringify({release: {...RELEASE, more: 'x'}, files: ['a.txt', 'b/c.txt']}));
    const {filled, live, trouble} = await here.folder.record();
    assert.deepEqual([filled?.files, live, trouble], [['a.txt', 'b/c.txt'], RELEASE, undefined]);
    await checkOut(here, {});
    assert.deepEqual(await fill(here), {written: 0, removed: 2});
  });

  it('is none that is not there', async () => {
    await rm(file());
    assert.deepEqual(await here.folder.record(), {});
  });
});
