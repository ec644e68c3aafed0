import type {Rename} from '../../archive/rename.ts';
import type {RestoreFacts} from './facts.ts';
import {nameBeside, stampOf} from '../../archive/nameBeside.ts';
import {swapSteps} from './steps.ts';
import {momentOf, type Replaced} from './prune.ts';
import type {RestoreStep, Swap} from './swap.ts';
import {usersOf} from './users.ts';

export interface UndoPlan extends Swap {
  project: string;
  environment: string;
  stamp: string;
  /** When that was restored which is undone; ISO 8601, UTC. */
  restoredAt: string;
  /** What comes back, and out of what; what goes, since it was not there. */
  back: readonly string[];
  /** When others were that could be undone. */
  others: readonly string[];
  warnings: readonly string[];
  steps: readonly RestoreStep[];
}

/** What was used before a restore that was carried out gets its place again, and what is used now stays as that did. */
export const planUndo = (
  {servers, folders, stamp: restored}: Replaced,
  {
    project,
    environment,
    now,
    ...here
  }: Pick<RestoreFacts, 'project' | 'environment' | 'now' | 'model' | 'containers' | 'files'>,
): UndoPlan => {
  const stamp = stampOf(now);
  const swap = {
    servers: servers.map(server => ({...server, loads: [], renames: undoing(server.renames, stamp)})),
    folders: folders.map(folder => ({
      ...folder,
      loaded: folder.before,
      before: nameBeside(folder.live, {made: 'before', stamp, ordinal: 0}),
    })),
  };
  const stops = usersOf(swap, here);
  return {
    ...{project, environment, stamp},
    restoredAt: new Date(momentOf(restored)).toISOString(),
    back: backOf({servers, folders}),
    others: [],
    warnings: [],
    ...swap,
    stops,
    steps: swapSteps({...swap, stops}),
  };
};

/** What a restore did with a name: what it gave it, and what it took away from it. */
const changesIn = (renames: readonly Rename[]) => {
  const given = renames.filter(({isUsed}) => isUsed).map(({after: name}) => name);
  const taken = new Map(renames.filter(({isUsed}) => !isUsed).map(({name, after}) => [name, after]));
  return [...new Set([...given, ...taken.keys()])].map(name => ({
    name,
    isGiven: given.includes(name),
    before: taken.get(name),
  }));
};

const backOf = ({servers, folders}: Pick<Replaced, 'servers' | 'folders'>): string[] => [
  ...servers.flatMap(({service, renames}) =>
    changesIn(renames).map(({name, before}) =>
      before === undefined
        ? `${name} of ${service} goes: it was not there`
        : `${name} of ${service}, out of ${before}`,
    ),
  ),
  ...folders.map(({name, above, before}) => `${name}, out of ${above}/${before}`),
];

const undoing = (renames: readonly Rename[], stamp: string): Rename[] =>
  changesIn(renames).flatMap(({name, isGiven, before}, ordinal) => [
    ...(isGiven ? [{name, after: nameBeside(name, {made: 'before', stamp, ordinal}), isUsed: false}] : []),
    ...(before === undefined ? [] : [{name: before, after: name, isUsed: true}]),
  ]);

/** In the reverse order names are free by the time that they are given. */
export const reversed = (renames: readonly Rename[]): Rename[] =>
  renames.toReversed().map(({name, after, isUsed}) => ({name: after, after: name, isUsed: !isUsed}));
