import assert from 'node:assert/strict';
import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {createDeployFolder} from '../../ts-helpers/src/deploy/folder.ts';
import {planOnly, release, type ReleaseNeeds} from '../../ts-helpers/src/lock/release.ts';
import {status} from '../../ts-helpers/src/lock/status.ts';
import {createClock} from '../../ts-helpers/src/outside/clock.ts';
import {createLocks, type Holder} from '../../ts-helpers/src/outside/lock.ts';
import {createOtherProcesses} from '../../ts-helpers/src/outside/otherProcesses.ts';
import {createWaiting} from '../../ts-helpers/src/outside/waiting.ts';
import {environmentsHere} from '../../ts-helpers/src/workspace/environmentsHere.ts';
import type {Project} from '../../ts-helpers/src/workspace/project.ts';
import {recordVoice} from '../fakes/voice.ts';

const locks = createLocks(process.env);
const waiting = createWaiting(locks);
const ME = {who: 'ada', since: '2026-11-23T12:00:00.000Z'};

describe('a lock that somebody holds', () => {
  let root: string;
  let file: string;
  let holder: ChildProcess | undefined;

  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'countable-release-'));
    file = path.join(root, '.countable/shop-stage/lock');
  });
  afterEach(async () => {
    holder?.kill('SIGKILL');
    holder = undefined;
    await rm(root, {recursive: true});
  });

  /** Returns the processes that it runs. */
  const held = async (how: 'heeds' | 'ignores'): Promise<number[]> => {
    const script = path.join(import.meta.dirname, 'support/stubborn.ts');
    holder = spawn(process.execPath, [script, file, how], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [text] = (await once(holder.stdout as NodeJS.ReadableStream, 'data')) as [Buffer];
    return JSON.parse(text.toString()) as number[];
  };
  const isRunning = async (pid: number): Promise<boolean> => {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
    return stat !== undefined && !/\) [ZX] /.test(stat);
  };
  /** So fast time goes by for who waits for an end. */
  const needs = (speed = 1): ReleaseNeeds => {
    const clock = createClock(new AbortController().signal);
    return {
      locks,
      waiting,
      processes: createOtherProcesses(),
      clock: {...clock, elapsed: () => clock.elapsed() * speed},
      folderOf: name => createDeployFolder(root, name),
      environmentsHere: project => environmentsHere(project, root),
      voice: recordVoice(),
    };
  };
  const request = (isForced: boolean) => ({
    project: {build: {project: 'Shop'}, settings: {}} as Project,
    environment: 'stage',
    isForced,
  });
  const now = async () => (await status(request(false), needs())).locks[0];

  it('is told with its process and whether that lives, and is free when it is killed', async () => {
    await held('ignores');
    const {heldBy} = (await now()) ?? {};
    assert.deepEqual([heldBy?.who, heldBy?.lives, heldBy?.process?.pid], ['stubborn', true, holder?.pid]);
    await assert.rejects(release(request(false), needs()), {code: 'LOCK_HELD', exitCode: 7});
    assert.equal((await now())?.heldBy?.who, 'stubborn', 'it holds it still');
    assert.ok(holder);
    const gone = once(holder, 'exit');
    holder.kill('SIGKILL');
    await gone;
    const outcome = await release(request(false), needs());
    assert.equal(outcome.lock.heldBy, null);
  });

  it('is freed by interrupting who holds it, where that is forced', async () => {
    await held('heeds');
    const {steps} = await planOnly(request(true), needs());
    assert.deepEqual(
      steps.map(({id}) => id),
      ['interrupt', 'await'],
    );
    assert.ok((await now())?.heldBy, 'a plan ends nobody');
    const ended = once(holder as ChildProcess, 'exit');
    const {lock, done} = await release(request(true), needs());
    assert.deepEqual([lock.heldBy, done.length], [null, 2]);
    assert.deepEqual(await ended, [7, null], 'it came to its own end');
  });

  it('kills who does not heed that, with all that it runs: nothing of it deploys any more', async () => {
    const programs = await held('ignores');
    const fast = needs(1_000);
    const {lock} = await release(request(true), fast);
    assert.equal(lock.heldBy, null);
    for (const pid of [holder?.pid ?? 0, ...programs]) assert.equal(await isRunning(pid), false, `${pid}`);
    assert.ok((fast.voice as ReturnType<typeof recordVoice>).lines().some(line => /is killed/.test(line)));
  });

  it('interrupts also who was stopped', async () => {
    await held('heeds');
    holder?.kill('SIGSTOP');
    assert.equal((await release(request(true), needs())).lock.heldBy, null);
  });

  it('is freed without force of what a holder that is gone has left', async () => {
    await held('ignores');
    const {keeper = ''} = JSON.parse(await readFile(file, 'utf8')) as Holder;
    const pid = Number(keeper.split('/')[2]);
    // The whole group of the keeper hangs.
    process.kill(-pid, 'SIGSTOP');
    holder?.kill('SIGKILL');
    await once(holder as ChildProcess, 'exit');
    assert.equal((await now())?.heldBy?.lives, false);
    const {done} = await release(request(false), needs(1_000));
    assert.equal(done.length, 2);
    assert.equal((await now())?.heldBy, null);
  });

  it('is not freed where its holder is on another machine, or left no name', async () => {
    const lock = await locks.tryToTake(file, ME);
    assert.ok('release' in lock);
    for (const process of ['elsewhere/boot/1/2', undefined]) {
      await writeFile(file, JSON.stringify({...ME, process}));
      assert.equal((await now())?.heldBy?.lives, null);
      await assert.rejects(release(request(true), needs()), {code: 'LOCK_HELD'});
    }
    await lock.release();
    assert.equal((await now())?.heldBy, null);
  });

  it('is listed for each environment that the project has on this host, and for no other project', async () => {
    for (const name of ['shop-stage', 'shop-prod', 'shop-admin-stage', 'kiosk-stage'])
      await mkdir(path.join(root, '.countable', name), {recursive: true});
    const {locks: found} = await status({...request(false), environment: undefined}, needs());
    assert.deepEqual(
      found.map(({composeProject, heldBy}) => [composeProject, heldBy]),
      [
        ['shop-prod', null],
        ['shop-stage', null],
      ],
    );
    assert.deepEqual(
      (
        await status(
          {...request(false), environment: undefined},
          {...needs(), environmentsHere: async () => []},
        )
      ).locks,
      [],
    );
  });
});

describe('who waits', () => {
  let folder: string;
  let beginning: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'countable-waiting-'));
    beginning = path.join(folder, 'waiting-');
  });
  afterEach(() => rm(folder, {recursive: true}));

  it('is listed, the first one first, until it waits no more', async () => {
    assert.deepEqual(await waiting.list(beginning), []);
    const later = await waiting.announce(beginning, {who: 'grace', since: '2026-11-23T12:00:01.000Z'});
    const first = await waiting.announce(beginning, ME);
    const names = async () => (await waiting.list(beginning)).map(({who}) => who);
    assert.deepEqual(await names(), ['ada', 'grace']);
    await later.release();
    assert.deepEqual(await names(), ['ada']);
    await first.release();
    assert.deepEqual([await names(), await readdir(folder)], [[], []]);
  });

  it('is not who was killed, and of whom nothing stays', async () => {
    const script = path.join(import.meta.dirname, 'support/lockHolder.ts');
    const killed = spawn(process.execPath, [script, path.join(folder, 'waiting-killed')]);
    await once(killed.stdout, 'data');
    assert.equal((await waiting.list(beginning)).length, 1);
    killed.kill('SIGKILL');
    await once(killed, 'exit');
    while ((await waiting.list(beginning)).length > 0) await pause(20);
    await utimes(path.join(folder, 'waiting-killed'), 0, 0);
    const lock = await waiting.announce(beginning, ME);
    assert.equal((await readdir(folder)).length, 1);
    await lock.release();
  });
});
