import fs from 'node:fs';
import {syncBuiltinESMExports} from 'node:module';
import path from 'node:path';
import {UserError} from '../../../ts-helpers/src/errors/userError.ts';
import type {Host} from '../../fakes/deploying.ts';

/** How a step ends that does not come to its end. */
export type Way =
  'throws' | 'stopped' | 'killed' | 'killed while it is undone' | 'engine gone' | 'disk full' | 'hangs';

/** A call of the engine or a change of the disk within the step, from 1; 0 is before all of them, Infinity after. */
export type Moment = number;

export interface BreakingSteps {
  /** The step in these words breaks so, the next time that it is done. */
  breakAt(step: string, how: {way: Way; moment: Moment}): void;
  /** Resolves once nothing more comes of the run, where the process is killed. */
  died: Promise<void>;
  /** What it was doing. */
  brokenAt(): string | undefined;
  /** How many calls each step made that was done since `mend`, by its words. */
  calls(): ReadonlyMap<string, number>;
  /** All is well again. */
  mend(): void;
  /** Takes its hands from the disk. */
  end(): void;
}

export const DEED = new UserError('SERVICE_EXITED', 'What is done in this step fails.');
const GONE = () => new UserError('DOCKER_DOWN', 'The Docker engine does not answer.');
const FULL = () => Object.assign(new Error('ENOSPC: no space left on device'), {code: 'ENOSPC'});
const never = <T>() => new Promise<T>(() => undefined);

type Call = (...args: unknown[]) => Promise<unknown>;

/** Calls of a step that hangs are over by its limit, of which nobody waits for the minutes. */
const LIMIT_MS = 20;
/** So much is undone until the process is killed in it. */
const UNDONE_CALLS = 8;

export const breakingSteps = (host: Host): BreakingSteps => {
  const counts = new Map<string, number>();
  let asked: {step: string; way: Way; moment: Moment} | undefined;
  let current: string | undefined;
  let broken: {where: string; way: Way} | undefined;
  let undone = 0;
  let isDead = false;
  let tellDeath: () => void = () => undefined;
  let hanging: (reason: Error) => void = () => undefined;

  const die = <T>(): Promise<T> => {
    isDead = true;
    tellDeath();
    return never();
  };
  const breakNow = (where: string, way: Way): Promise<never> | undefined => {
    broken ??= {where, way};
    switch (way) {
      case 'throws':
      case 'killed while it is undone':
        return Promise.reject(DEED);
      case 'stopped':
        return Promise.reject(new UserError('INTERRUPTED', 'It was stopped.'));
      case 'killed':
        return die();
      case 'hangs':
        return new Promise((_, reject) => {
          hanging = reject;
        });
      case 'engine gone':
      case 'disk full':
        return undefined;
    }
  };
  /** What becomes of a call once all is broken, or as it breaks. */
  const fate = (where: string, kind: 'engine' | 'disk', isWrite: boolean): Promise<never> | undefined => {
    if (isDead) return never();
    if (broken === undefined) {
      if (current === undefined) return undefined;
      const number = (counts.get(current) ?? 0) + 1;
      counts.set(current, number);
      if (asked?.step !== settled(current ?? '') || number !== asked.moment) return undefined;
      const fails = breakNow(where, asked.way);
      if (fails !== undefined) return fails;
    }
    if (broken?.way === 'engine gone' && kind === 'engine') return Promise.reject(GONE());
    if (broken?.way === 'disk full' && isWrite) return Promise.reject(FULL());
    if (broken?.way === 'killed while it is undone' && (undone += 1) > UNDONE_CALLS) return die();
    return undefined;
  };

  const {needs, voice} = host;
  for (const [name, adapter] of Object.entries({docker: needs.docker, compose: needs.compose})) {
    const its = adapter as unknown as Record<string, Call>;
    for (const [call, ask] of Object.entries(its))
      its[call] = (...args) => fate(`${name} ${call}`, 'engine', false) ?? ask(...args);
  }
  const end = onDisk(path.join(host.root, 'deploys'), (call, isWrite) => fate(call, 'disk', isWrite));

  voice.step = async (name, work) => {
    current ??= name;
    if (current !== name || broken !== undefined) return work();
    const how = asked?.step === settled(name) ? asked : undefined;
    try {
      if (how?.way === 'hangs') return await soonLate(work);
      if (how?.moment === 0) {
        const fails = breakNow('its beginning', how.way);
        if (fails !== undefined) return await fails;
      }
      const result = await work();
      // What it was to break at may not have come.
      if (how?.moment === Infinity) await breakNow('its end', how.way);
      return result;
    } finally {
      current = undefined;
    }
  };

  const made: BreakingSteps = {
    breakAt(step, how) {
      made.mend();
      asked = {step: settled(step), ...how};
      made.died = new Promise(resolve => {
        tellDeath = resolve;
      });
    },
    died: never(),
    brokenAt: () => broken?.where,
    calls: () => counts,
    mend() {
      counts.clear();
      [asked, current, broken, undone, isDead] = [undefined, undefined, undefined, 0, false];
      // The kernel takes them from who is no more.
      host.locks.held.clear();
      host.hostLocks.held.clear();
    },
    end,
  };
  host.ending.heard = reason => {
    hanging(reason);
  };
  return made;
};

/** The limit of a step is set as it begins. */
const soonLate = <T>(work: () => Promise<T>): Promise<T> => {
  const {setTimeout: real} = globalThis;
  globalThis.setTimeout = ((deed: () => void) => real(deed, LIMIT_MS)) as typeof setTimeout;
  try {
    return work();
  } finally {
    globalThis.setTimeout = real;
  }
};

const unlessFull = (fails: Promise<unknown>, open: () => Promise<unknown>): Promise<unknown> =>
  fails.catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOSPC') throw error;
    return Object.assign((await open()) as object, {writeFile: () => Promise.reject(FULL())});
  });

const WRITES = ['writeFile', 'copyFile', 'mkdir', 'symlink', 'open'];
const CHANGES = [...WRITES, 'rename', 'chmod', 'rm', 'unlink', 'rmdir'];

/** Asks before each change below a folder; resolves to how to stop that. */
const onDisk = (
  folder: string,
  fate: (call: string, isWrite: boolean) => Promise<unknown> | undefined,
): (() => void) => {
  const promises = fs.promises as unknown as Record<string, Call>;
  const real = Object.fromEntries(CHANGES.map(call => [call, promises[call] as Call]));
  for (const [call, change] of Object.entries(real))
    promises[call] = (...args) => {
      const isHere = args.some(one => typeof one === 'string' && one.startsWith(`${folder}/`));
      const isRead = call === 'open' && !/[wa+]/.test(typeof args[1] === 'string' ? args[1] : 'r');
      if (!isHere || isRead) return change(...args);
      const fails = fate(`fs ${call}`, WRITES.includes(call));
      // A file can be made where there is no room for what it is to hold.
      return call === 'open' && fails !== undefined
        ? unlessFull(fails, () => change(...args))
        : (fails ?? change(...args));
    };
  syncBuiltinESMExports();
  return () => {
    Object.assign(promises, real);
    syncBuiltinESMExports();
  };
};

/** The words of a step, whether or not what was open is known by then. */
const settled = (words: string): string =>
  words.replace(/ if (?:it gets|they get) another \w+(?: or \w+)*/g, '');
