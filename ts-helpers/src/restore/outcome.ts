import {rowsIn} from '../archive/manifest.ts';
import type {RestoreOutcome} from '../result/restore.ts';
import type {RestoreFacts, RestoreSource, Swap} from './plan.ts';

export const outcomeOf = (
  {
    plan,
    facts,
  }: {plan: Swap & {source: Pick<RestoreSource, 'bucket' | 'key'>}; facts: RestoreFacts | undefined},
  times: Pick<RestoreOutcome, 'loadMs' | 'downMs'>,
): RestoreOutcome => {
  const {servers, folders, source} = plan;
  const whole = folders.flatMap(({server}) => server ?? []);
  const loaded = [
    ...servers.flatMap(({service, loads}) => loads.map(({name}) => ({service, name}))),
    ...whole.flatMap(({service, databases}) => databases.map(name => ({service, name}))),
  ];
  const stored = loaded.flatMap(
    ({service, name}) =>
      facts?.manifest.servers
        .find(one => one.service === service)
        ?.databases.find(one => one.name === name) ?? [],
  );
  return {
    ...(facts && {source: {bucket: source.bucket, key: source.key, at: facts.manifest.at}}),
    databases: [
      ...servers.map(({renames}) => renames.filter(({isUsed}) => isUsed).length),
      ...whole.map(({databases}) => databases.length),
    ].reduce((sum, count) => sum + count, 0),
    folders: folders.length - whole.length,
    rows: stored.reduce((sum, {tables}) => sum + rowsIn(tables), 0),
    kept: [
      ...servers.flatMap(({renames}) => renames.filter(({isUsed}) => !isUsed).map(({after}) => after)),
      ...folders.map(({before}) => before),
    ],
    loadMs: Math.round(times.loadMs),
    downMs: Math.round(times.downMs),
  };
};
