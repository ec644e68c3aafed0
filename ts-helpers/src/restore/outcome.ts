import {rowsIn} from '../archive/manifest.ts';
import type {RestoreOutcome} from '../result/restore.ts';
import type {Stored} from './act/stored.ts';
import {
  isOfDump,
  namesBefore,
  NOT_COMPARED,
  type RestorePlan,
  type RestoreSource,
  type Swap,
} from './plan.ts';

interface Came {
  plan: Swap & {source: Pick<RestoreSource, 'bucket' | 'key'>} & Partial<Pick<RestorePlan, 'leftAlone'>>;
  /** Undefined where a restore was undone. */
  stored: Stored | undefined;
}

export const outcomeOf = (
  {plan, stored}: Came,
  times: Pick<RestoreOutcome, 'loadMs' | 'downMs'>,
): RestoreOutcome => {
  const {servers, folders, source, leftAlone = []} = plan;
  const whole = folders.flatMap(({server}) => server ?? []);
  const loaded = [
    ...servers.flatMap(({service, loads}) => loads.map(({name}) => ({service, name}))),
    ...whole.flatMap(({service, databases}) => databases.map(name => ({service, name}))),
  ];
  const held = loaded.flatMap(({service, name}) => {
    const own = stored?.servers.find(one => one.service === service)?.databases;
    const tables = own?.find(one => one.name === name)?.tables;
    return tables === undefined
      ? []
      : [{service, name, tables: Object.keys(tables).length, rows: rowsIn(tables)}];
  });
  const {bucket, key} = source;
  return {
    ...(stored && {source: {...(bucket !== undefined && {bucket}), key, at: stored.at}}),
    databases: [
      ...servers.map(({renames}) => renames.filter(({isUsed}) => isUsed).length),
      ...whole.map(({databases}) => databases.length),
    ].reduce((sum, count) => sum + count, 0),
    folders: folders.length - whole.length,
    rows: held.reduce((sum, one) => sum + one.rows, 0),
    kept: namesBefore(plan),
    ...(isOfDump(source) && stored !== undefined && {notCompared: NOT_COMPARED, held}),
    ...(leftAlone.length > 0 && {
      leftAlone: leftAlone.map(({what, why}) => `${what}: ${why}`),
    }),
    loadMs: Math.round(times.loadMs),
    downMs: Math.round(times.downMs),
  };
};
