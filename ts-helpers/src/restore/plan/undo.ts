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
    ...swap,
    stops,
    steps: swapSteps({...swap, stops}),
  };
};

const backOf = ({servers, folders}: Pick<Replaced, 'servers' | 'folders'>): string[] => [
  ...servers.flatMap(({service, renames}) =>
    renames
      .filter(({isUsed}) => isUsed)
      .map(({after: name}) => {
        const before = renames.find(one => !one.isUsed && one.name === name);
        return before === undefined
          ? `${name} of ${service} goes: it was not there`
          : `${name} of ${service}, out of ${before.after}`;
      }),
  ),
  ...folders.map(({name, above, before}) => `${name}, out of ${above}/${before}`),
];

const undoing = (renames: readonly Rename[], stamp: string): Rename[] =>
  renames
    .filter(({isUsed}) => isUsed)
    .flatMap(({after: name}, ordinal) => {
      const before = renames.find(one => !one.isUsed && one.name === name);
      const away = {name, after: nameBeside(name, {made: 'before', stamp, ordinal}), isUsed: false};
      return before === undefined ? [away] : [away, {name: before.after, after: name, isUsed: true}];
    });

/** In the reverse order names are free by the time that they are given. */
export const reversed = (renames: readonly Rename[]): Rename[] =>
  renames.toReversed().map(({name, after, isUsed}) => ({name: after, after: name, isUsed: !isUsed}));
