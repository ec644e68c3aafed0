import assert from 'node:assert/strict';
import {chmod, lstat, mkdir, rm, symlink, writeFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import fc from 'fast-check';
import {UserError} from '../../ts-helpers/src/errors/userError.ts';
import {fill, LINK, place, type Place, shapeOf} from '../ts/support/deployFolders.ts';
import {killedAfter} from '../ts/support/kill.ts';

const RUNS = Number(process.env['COUNTABLE_RUNS'] ?? 80);
const LIMIT = 600_000 + RUNS * 400;
/** It ends by itself before mocha ends it: what hangs, or is still made smaller, is then told with its seed. */
const TRYING = {numRuns: RUNS, interruptAfterTimeLimit: LIMIT - 60_000, markInterruptAsFailure: true};

type Entry = {text: string; mode: number} | {link: string} | Folder;
interface Folder {
  in: Record<string, Entry>;
}

/** Few names, so that a name is a file in one tree, a folder in the next and a link in the third. */
const name = fc.constantFrom('a', 'b', 'c', '.d');
const file = fc.record({text: fc.constantFrom('', 'one', 'two'), mode: fc.constantFrom(0o644, 0o755, 0o600)});
const link = fc.record({link: fc.constantFrom('a', 'b/c', '../a', '.', 'OUTSIDE', 'OUTSIDE/a', '/nowhere')});
const {folder: tree} = fc.letrec<{entry: Entry; folder: Folder}>(tie => ({
  entry: fc.oneof({maxDepth: 3}, file, link, tie('folder')),
  folder: fc.record({in: fc.dictionary(name, tie('entry'), {maxKeys: 4})}),
}));

/** What no deploy brings: uploads under names of their own, and folders that Docker makes for mounts. */
const foreign = fc.record({
  uploads: fc.uniqueArray(fc.tuple(fc.array(name, {maxLength: 2}), fc.constantFrom('x', 'y')), {
    maxLength: 3,
    selector: ([above, own]) => [...above, own].join('/'),
  }),
  made: fc.array(fc.array(name, {minLength: 1, maxLength: 3}), {maxLength: 3}),
});

const paths = (folder: Folder, above = ''): [string, Exclude<Entry, Folder>][] =>
  Object.entries(folder.in).flatMap(([own, entry]) =>
    'in' in entry ? paths(entry, `${above}${own}/`) : [[`${above}${own}`, entry]],
  );

const targetOf = ({link: target}: {link: string}, {outside}: Place) => target.replace('OUTSIDE', outside);

const checkOut = async (here: Place, folder: Folder): Promise<void> => {
  await rm(here.workspace, {recursive: true});
  await mkdir(here.workspace);
  for (const [at, entry] of paths(folder)) {
    const whole = path.join(here.workspace, at);
    await mkdir(path.dirname(whole), {recursive: true});
    if ('link' in entry) await symlink(targetOf(entry, here), whole);
    else {
      await writeFile(whole, entry.text);
      await chmod(whole, entry.mode);
    }
  }
};

/** As far as there is no file or link in the way. */
const addForeign = async (
  here: Place,
  {uploads, made}: {uploads: [string[], string][]; made: string[][]},
) => {
  const added: Record<string, string> = {};
  const isFree = async (parts: readonly string[]) => {
    for (let depth = 1; depth <= parts.length; depth += 1) {
      const status = await lstat(path.join(here.folder.path, ...parts.slice(0, depth))).catch(
        () => undefined,
      );
      if (status && !status.isDirectory()) return false;
    }
    return true;
  };
  for (const [above, own] of uploads) {
    if (!(await isFree(above))) continue;
    await mkdir(path.join(here.folder.path, ...above), {recursive: true});
    const at = [...above, own].join('/');
    await writeFile(path.join(here.folder.path, at), 'upload');
    added[at] = 'upload';
  }
  for (const parts of made) {
    if (await isFree(parts)) await mkdir(path.join(here.folder.path, ...parts), {recursive: true});
  }
  return added;
};

const withoutEmpty = (shape: Record<string, string>) =>
  Object.fromEntries(Object.entries(shape).filter(([, content]) => content !== '/'));

const expected = (folder: Folder, here: Place): Record<string, string> =>
  Object.fromEntries(
    paths(folder).map(([at, entry]) => [
      at,
      'link' in entry ? `${LINK}${targetOf(entry, here)}` : entry.text,
    ]),
  );

const holdsExactly = async (here: Place, folder: Folder, added: Record<string, string>): Promise<void> => {
  const shape = await shapeOf(here.folder.path);
  assert.deepEqual(withoutEmpty(shape), sorted({...expected(folder, here), ...added}));
  for (const [at, entry] of paths(folder)) {
    if ('link' in entry) continue;
    assert.equal((await lstat(path.join(here.folder.path, at))).mode & 0o777, entry.mode, at);
  }
  assert.deepEqual(await shapeOf(here.outside), {a: 'of others'}, 'nothing outside has changed');
};

const sorted = (shape: Record<string, string>) =>
  Object.fromEntries(Object.entries(shape).sort(([one], [other]) => (one < other ? -1 : 1)));

/** Files of which something that is not ours lies in the way, or below. */
const areInTheWay = (folder: Folder, added: Record<string, string>): boolean =>
  paths(folder).some(([at]) => Object.keys(added).some(upload => upload.startsWith(`${at}/`)));

const withPlace = async (work: (here: Place) => Promise<void>): Promise<void> => {
  const here = await place();
  try {
    await work(here);
  } finally {
    await here.remove();
  }
};

describe('a deploy folder, whatever two releases after each other hold', () => {
  it('equals the second, keeps what is not of deploys, and writes nowhere else', async () => {
    const property = fc.asyncProperty(tree, foreign, tree, (one, strange, two) =>
      withPlace(async here => {
        await checkOut(here, one);
        await fill(here);
        await holdsExactly(here, one, {});
        const added = await addForeign(here, strange);
        await checkOut(here, two);
        if (areInTheWay(two, added)) {
          const before = await shapeOf(here.folder.path);
          await assert.rejects(fill(here), {code: 'FILE_IN_THE_WAY'});
          assert.deepEqual(await shapeOf(here.folder.path), before, 'nothing was touched');
          return;
        }
        await fill(here);
        await holdsExactly(here, two, added);
        assert.deepEqual(await fill(here), {written: 0, removed: 0});
      }),
    );
    await fc.assert(property, TRYING);
  }).timeout(LIMIT);

  it('equals it as well after one that was killed anywhere, and nothing of that is left', async () => {
    const property = fc.asyncProperty(fc.tuple(tree, tree, tree), fc.nat(40), ([one, two, three], changes) =>
      withPlace(async here => {
        await checkOut(here, one);
        await fill(here);
        const added = await addForeign(here, {uploads: [[[], 'x']], made: []});
        await checkOut(here, two);
        await killedAfter(changes, () => fill(here));
        await checkOut(here, three);
        await fill(here);
        await holdsExactly(here, three, added);
        assert.deepEqual(
          Object.values(await shapeOf(here.folder.path)).filter(content => content === '/'),
          [],
          'no folder is left empty',
        );
        assert.deepEqual(Object.keys(await shapeOf(here.folder.state)), ['record.json']);
      }),
    );
    await fc.assert(property, TRYING);
  }).timeout(LIMIT);

  it('equals it as well where the record of the first is lost, but for what only the first had', async () => {
    const property = fc.asyncProperty(tree, tree, (one, two) =>
      withPlace(async here => {
        await checkOut(here, one);
        await fill(here);
        const before = await shapeOf(here.folder.path);
        await rm(path.join(here.folder.state, 'record.json'));
        await checkOut(here, two);
        try {
          await fill(here);
        } catch (error) {
          assert.ok(error instanceof UserError && error.code === 'FILE_IN_THE_WAY', String(error));
          assert.deepEqual(await shapeOf(here.folder.path), before, 'nothing was touched');
          return;
        }
        const after = await shapeOf(here.folder.path);
        const aside = Object.entries(await shapeOf(here.folder.state)).map(
          ([at, content]) => [at.split('/').slice(2).join('/'), content] as const,
        );
        for (const [at, content] of Object.entries(expected(two, here))) assert.equal(after[at], content, at);
        for (const [at, content] of Object.entries(before)) {
          const isKept = after[at] === content || aside.some(([was, had]) => was === at && had === content);
          assert.ok(isKept || content === '/', `${at} is lost`);
        }
        assert.deepEqual(await shapeOf(here.outside), {a: 'of others'});
      }),
    );
    await fc.assert(property, TRYING);
  }).timeout(LIMIT);
});
