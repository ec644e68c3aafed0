import type {Rename} from '../archive/rename.ts';
import {UserError} from '../errors/userError.ts';
import {counted} from '../text/plain.ts';
import {type LeftAlone, planDatabases} from './plan/databases.ts';
import {planFolders} from './plan/folders.ts';
import {isOfMoment, type RestoreFacts, type RestoreSource} from './plan/facts.ts';
import {leftOfMoment, momentStep, refuseOtherMajor, sinceThen} from './plan/moment.ts';
import {nameBeside, stampOf} from './plan/names.ts';
import {refuseWithoutRoom, type Room, roomOf} from './plan/room.ts';
import type {FolderSwap, RestoreStep, Swap} from './plan/swap.ts';
import {usersOf} from './plan/users.ts';
import {isOfServer, planWhole, type ServerFolder} from './plan/whole.ts';

export {
  areOfMoment,
  type ArchiveFacts,
  type ArchiveSource,
  type FoundServer,
  isOfMoment,
  type LiveData,
  type LiveFiles,
  type LiveServer,
  type MomentFacts,
  type MomentServer,
  type MomentSource,
  type RestoreFacts,
  type RestoreSource,
} from './plan/facts.ts';
export {clonesOf} from './plan/clone.ts';
export {heldAt} from './plan/moment.ts';
export {
  type FolderSwap,
  isOfPlaces,
  type PlaceStep,
  type RestoreStep,
  type ServerSwap,
  type Stopped,
  type Swap,
} from './plan/swap.ts';
export {isOfServer, type ServerFolder} from './plan/whole.ts';

export interface RestorePlan extends Swap {
  project: string;
  environment: string;
  stamp: string;
  source: RestoreSource;
  /** What is in the archive and left alone, and why. */
  leftAlone: readonly LeftAlone[];
  warnings: readonly string[];
  /** What a restore to a moment takes. */
  room?: Room;
  steps: readonly RestoreStep[];
}

/** Throws RESTORE_NOWHERE, NO_RESTORE_FOR, PITR_VERSION and DISK_LOW. */
export const planRestore = (facts: RestoreFacts): RestorePlan => {
  const {project, environment, source} = facts;
  refuseOtherMajor(facts);
  const databases = planDatabases(facts);
  const whole = planWhole(facts);
  const files = planFolders(facts);
  const folders = [...whole.swaps, ...files.swaps];
  if (databases.servers.length === 0 && folders.length === 0)
    throw new UserError(
      'RESTORE_NOWHERE',
      `Nothing of ${source.key} has a place in ${facts.composeProject}.`,
      {
        where: facts.composeProject,
      },
    );
  refuseWithoutRoom(facts, [...databases.servers, ...whole.swaps.map(loadsOf)]);
  const swap = {servers: databases.servers, folders};
  const stops = usersOf(swap, facts);
  return {
    project,
    environment,
    stamp: databases.stamp,
    source,
    ...swap,
    stops,
    leftAlone: [...databases.leftAlone, ...whole.leftAlone, ...files.leftAlone, ...leftOfMoment(facts)],
    warnings: [...databases.warnings, ...whole.warnings, ...warningsOf(source), ...sinceThen(facts)],
    ...(isOfMoment(source) && {room: roomOf(facts, swap.servers)}),
    steps: stepsOf({...swap, stops}, facts),
  };
};

const loadsOf = ({server: {service, databases}}: ServerFolder) => ({
  service,
  loads: databases.map(name => ({name})),
});

const warningsOf = (source: RestoreSource): string[] =>
  isOfMoment(source) || source.verdict === 'proven'
    ? []
    : [`This backup is ${source.verdict}: nobody has seen it restored.`];

const HOURS = 12 * 60;

const stepsOf = (
  swap: Swap,
  {source, manifest}: Pick<RestoreFacts, 'source' | 'manifest'>,
): RestoreStep[] => {
  const isMoment = isOfMoment(source);
  const which = isMoment ? `as of ${source.at.toISOString()}` : `of ${source.key}, of ${manifest.at}`;
  return [
    ...(isMoment ? [momentStep(source, HOURS)] : []),
    {
      id: 'load',
      does: `Load ${whatOf(swap)} ${which}, beside what is used`,
      risks: 'nothing',
      limit: HOURS,
      undo: [{deed: 'unload', does: 'Remove what was loaded'}],
    },
    {
      id: 'compare',
      does: `Compare it with what was ${isMoment ? 'brought back' : 'stored'}`,
      risks: 'nothing',
      limit: HOURS,
      undo: [],
    },
    ...swapSteps(swap),
  ];
};

/** Services stand still, names change, and they go on. */
export const swapSteps = (swap: Swap): RestoreStep[] => {
  const users = namesOf(swap.stops.filter(({server}) => server === undefined));
  const stores = namesOf(swap.stops.filter(({server}) => server !== undefined));
  const isStopping = swap.stops.length > 0;
  const starting = ['Start', ...inTurn([stores, users])].join(' ');
  const goOn = isStopping ? [{deed: 'start', does: `${starting} again`}] : [];
  return [
    ...(isStopping
      ? [
          {
            id: 'stop',
            does: ['Stop', ...inTurn([users, stores])].join(' '),
            risks: 'traffic',
            limit: 10,
            undo: goOn,
          } as const,
        ]
      : []),
    {
      id: 'swap',
      does: `Let it take the place of what is used: ${placesOf(swap).join(', ')}`,
      risks: 'traffic',
      limit: 10,
      undo: [{deed: 'swap back', does: 'Give what was used its place again'}],
    },
    ...(isStopping
      ? [
          {
            id: 'start',
            does: starting,
            risks: stores === '' ? 'nothing' : 'traffic',
            limit: 15,
            undo: [],
          } as const,
        ]
      : []),
  ];
};

const namesOf = (stops: Swap['stops']): string => [...new Set(stops.map(({service}) => service))].join(', ');

/** `web, then db` */
const inTurn = (names: readonly string[]): string[] => {
  const some = names.filter(Boolean);
  return some.length === 0 ? [] : [some.join(', then ')];
};

const whatOf = ({servers, folders}: Pick<Swap, 'servers' | 'folders'>): string => {
  const databases = [...servers.map(({loads}) => loads.length), ...folders.map(databasesIn)].reduce(
    (sum, count) => sum + count,
    0,
  );
  return [
    ...(databases === 0 ? [] : [counted(databases, 'database')]),
    ...folders.filter(one => !isOfServer(one)).map(({name}) => name),
  ].join(', ');
};

const databasesIn = ({server}: FolderSwap): number => server?.databases.length ?? 0;

const placesOf = ({servers, folders}: Pick<Swap, 'servers' | 'folders'>): string[] => [
  ...servers.flatMap(({renames}) =>
    renames
      .filter(({isUsed}) => isUsed)
      .map(({after: name}) => {
        const before = renames.find(one => !one.isUsed && one.name === name);
        return before === undefined
          ? `${name}, which is not there yet`
          : `${name}, which stays as ${before.after}`;
      }),
  ),
  ...folders.map(({name, before}) => `${name}, which stays as ${before}`),
];

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
