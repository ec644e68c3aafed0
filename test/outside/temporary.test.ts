import assert from 'node:assert/strict';
import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import {existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {createFiles} from '../../ts-helpers/src/outside/files.ts';
import type {World} from '../../ts-helpers/src/run/world.ts';
import {runPlannedStage} from '../../ts-helpers/src/stage/work.ts';
import type {Project} from '../../ts-helpers/src/workspace/project.ts';
import {recordVoice} from '../fakes/voice.ts';

/** Makes a temporary folder with something in it, says where, and waits. */
const HOLDER = `
  const {createFiles} = await import(${JSON.stringify(path.resolve('ts-helpers/src/outside/files.ts'))});
  const files = createFiles();
  const folder = await files.temporaryFolder();
  await files.writeText(folder + '/deep/secret', 'x');
  console.log(folder);
  setInterval(() => undefined, 1000);
`;

describe('temporary folders', () => {
  let folder: string;
  let before: string | undefined;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'mirror-test-'));
    before = process.env['TMPDIR'];
    process.env['TMPDIR'] = folder;
  });
  afterEach(() => {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
    rmSync(folder, {recursive: true});
  });

  const holding = async (): Promise<{child: ChildProcess; place: string}> => {
    const words = ['--input-type=module', '--eval', HOLDER];
    const child = spawn(process.execPath, words, {stdio: ['ignore', 'pipe', 'inherit']});
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    return {child, place: line.toString().trim()};
  };
  const kill = async (child: ChildProcess) => {
    child.kill('SIGKILL');
    await once(child, 'exit');
  };

  it('of runs that were killed are removed by the next one, those of runs at work are not', async () => {
    const [dead, alive] = await Promise.all([holding(), holding()]);
    await kill(dead.child);
    try {
      assert.ok(existsSync(path.join(dead.place, 'deep/secret')));
      assert.deepEqual(await createFiles().removeAbandoned(), []);
      assert.deepEqual([existsSync(dead.place), existsSync(alive.place)], [false, true]);
    } finally {
      await kill(alive.child);
    }
  });

  it('of runs that were killed go with the next stage of whatever kind, before it begins', async () => {
    const {child, place} = await holding();
    await kill(child);
    const world = {voice: recordVoice(), mask: (text: string) => text, signal: new AbortController().signal};
    const project = {build: {}, settings: {timeouts: {backup: 1}}} as unknown as Project;
    let isThere: boolean | undefined;
    const work = () => {
      isThere = existsSync(place);
      return Promise.resolve({run: () => Promise.resolve({outcome: 'passed' as const})});
    };
    const stage = {verb: 'verify', name: 'Prove', project, work} as const;
    const given = {workspace: undefined, facts: undefined, output: undefined};
    const {outcome} = await runPlannedStage(stage, given, {...world, folder} as unknown as World);
    assert.deepEqual([outcome, isThere], ['passed', false]);
  });

  it('of this run are kept, and are open to nobody else', async () => {
    const files = createFiles();
    const [mine, kept] = [await files.temporaryFolder(), await files.outputFolder()];
    await files.removeAbandoned();
    assert.deepEqual([existsSync(mine), existsSync(kept)], [true, true]);
  });

  it('of other programs, and what only looks like one of ours, are left alone', async () => {
    const gone = 'countable-host~boot~999999999~1-abcDEF';
    const thisHost = async () => {
      const name = path.basename(await createFiles().temporaryFolder());
      return name.replace(/~\d+~[^~]+$/, '~999999999~1-abcDEF');
    };
    const abandoned = await thisHost();
    mkdirSync(path.join(folder, abandoned));
    const others = ['countable-abcDEF', 'countable-report', gone, `${abandoned}x`, `my-${abandoned}`];
    for (const name of others) mkdirSync(path.join(folder, name));
    writeFileSync(path.join(folder, `${abandoned.slice(0, -6)}file00`), 'a file');
    symlinkSync(path.join(folder, 'countable-report'), path.join(folder, `${abandoned.slice(0, -6)}link00`));
    await createFiles().removeAbandoned();
    const left = readdirSync(folder);
    assert.ok(!left.includes(abandoned));
    for (const name of others) assert.ok(left.includes(name), name);
    assert.ok(left.includes(`${abandoned.slice(0, -6)}file00`));
    assert.ok(left.includes(`${abandoned.slice(0, -6)}link00`));
  });
});
