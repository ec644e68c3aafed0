import {counted} from '../../text/plain.ts';
import {dumpName, dumpStep} from './dump.ts';
import {isOfDump, isOfMoment, type RestoreFacts} from './facts.ts';
import {momentStep} from './moment.ts';
import {provenServers} from './proven.ts';
import type {FolderSwap, RestoreStep, Swap} from './swap.ts';

const HOURS = 12 * 60;

/** What a restore does. */
export const stepsOf = (
  swap: Swap,
  facts: Pick<RestoreFacts, 'source' | 'manifest' | 'servers'>,
): RestoreStep[] => {
  const {source, manifest} = facts;
  const isMoment = isOfMoment(source);
  return [
    ...(isMoment ? [momentStep(source, HOURS)] : []),
    ...(isOfDump(source) ? [dumpStep(source, HOURS)] : []),
    {
      id: 'load',
      does: `Load ${whatOf(swap)} ${which({source, manifest})}, beside what is used`,
      risks: 'nothing',
      limit: HOURS,
      undo: [{deed: 'unload', does: 'Remove what was loaded'}],
    },
    {
      id: 'compare',
      does: `Compare it with what was ${originOf(source)}${rowsAlone(swap, facts)}`,
      risks: 'nothing',
      limit: HOURS,
      undo: [],
    },
    ...swapSteps(swap),
  ];
};

const which = ({source, manifest}: Pick<RestoreFacts, 'source' | 'manifest'>): string => {
  if (isOfMoment(source)) return `as of ${source.at.toISOString()}`;
  return isOfDump(source) ? `of ${dumpName(source)}` : `of ${source.key}, of ${manifest.at}`;
};

const originOf = (source: RestoreFacts['source']): string => {
  if (isOfMoment(source)) return 'brought back';
  return isOfDump(source) ? 'restored there' : 'stored';
};

/** Of databases that are not read again. */
const rowsAlone = (
  {servers: swaps}: Pick<Swap, 'servers'>,
  {source, servers}: Pick<RestoreFacts, 'source' | 'servers'>,
): string => {
  if (isOfDump(source) || isOfMoment(source)) return '';
  const proven = provenServers({source, servers});
  const names = swaps.map(({service}) => service).filter(service => proven.includes(service));
  return names.length === 0
    ? ''
    : `; of ${names.join(', ')} rows of each table, as its image has given back the rest for the proof`;
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
      does: `Let it take the place of what is used: ${placesOf(swap).join(', ') || 'databases of the same names'}`,
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
  if (databases === 0 && folders.length === 0) return 'all databases';
  return [
    ...(databases === 0 ? [] : [counted(databases, 'database')]),
    ...folders.filter(({server}) => server === undefined).map(({name}) => name),
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
