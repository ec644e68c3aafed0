import {UserError} from '../../../ts-helpers/src/errors/userError.ts';
import type {Host} from '../../fakes/deploying.ts';

/** How everything ends at one of the deeds: the process is killed, or the engine has gone. */
export type Way = 'killed' | 'engine gone';

export interface Breaking {
  /** The next run ends so, before that deed of it, counted from 1. */
  breakAt(deed: number, way: Way): void;
  /** The deed that it was about to do there; undefined where the run had fewer. */
  brokenAt(): string | undefined;
  /** Resolves once it was broken. */
  broken: Promise<void>;
  /** All is well again. */
  mend(): void;
}

type Calls = Record<string, (...args: unknown[]) => Promise<unknown>>;

/** What is only asked. Whatever else there is or comes counts as a deed. */
const QUESTIONS = new Set([
  ...[
    'config',
    'containerIds',
    'containers',
    'deaths',
    'engineRoot',
    'existing',
    'imageIds',
    'imagesInUse',
    'inspect',
    'isWorker',
  ],
  ...[
    'labelled',
    'labels',
    'listeners',
    'logs',
    'moments',
    'followMoments',
    'publishedPorts',
    'registryNames',
    'storedImages',
    'time',
    'top',
  ],
  ...['usage', 'variable', 'variables', 'version'],
]);

/** Counts what a host does to its engine, so that each of these moments can be the last. */
export const breaking = ({needs, locks, hostLocks}: Host): Breaking => {
  let deeds = 0;
  let at = Infinity;
  let way: Way = 'killed';
  let where: string | undefined;
  let tell: () => void = () => undefined;
  const made: Breaking = {
    breakAt(deed, asked) {
      [deeds, at, way, where] = [0, deed, asked, undefined];
      made.broken = new Promise(resolve => {
        tell = resolve;
      });
    },
    brokenAt: () => where,
    broken: Promise.resolve(),
    mend() {
      at = Infinity;
      // The kernel takes them from who is no more.
      locks.held.clear();
      hostLocks.held.clear();
    },
  };
  for (const [name, adapter] of Object.entries({docker: needs.docker, compose: needs.compose})) {
    const its = adapter as unknown as Calls;
    for (const [call, ask] of Object.entries(its))
      its[call] = (...args) => {
        if (!QUESTIONS.has(call)) deeds += 1;
        if (deeds < at) return ask(...args);
        where ??= `${name} ${call}`;
        tell();
        return way === 'killed'
          ? new Promise(() => undefined)
          : Promise.reject(new UserError('DOCKER_DOWN', 'The Docker engine does not answer.'));
      };
  }
  return made;
};
