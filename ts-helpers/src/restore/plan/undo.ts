import type {Rename} from '../../archive/rename.ts';
import type {RestoreFacts} from './facts.ts';
import {nameBeside, stampOf} from '../../archive/nameBeside.ts';
import {swapSteps} from './steps.ts';
import type {RestoreStep, Swap} from './swap.ts';
import {usersOf} from './users.ts';

export interface UndoPlan extends Swap {
  project: string;
  environment: string;
  stamp: string;
  steps: readonly RestoreStep[];
}

/** What was used before a restore that was carried out gets its place again, and what is used now stays as that did. */
export const planUndo = (
  {servers, folders}: Pick<Swap, 'servers' | 'folders'>,
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
  return {project, environment, stamp, ...swap, stops, steps: swapSteps({...swap, stops})};
};

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
