import {keyOf} from '../archive/key.ts';
import {partOf} from '../archive/part.ts';
import type {PitrStepId} from '../pitr/plan.ts';
import {engineWord} from '../compose/database.ts';
import {UserError} from '../errors/userError.ts';
import type {Step} from '../result/step.ts';
import {judgeUnnamed, unnamedWarning} from './plan/anonymous.ts';
import type {BackupFacts} from './plan/facts.ts';
import {type LeaveUnknown, leaveWarning, unknownInLeave} from './plan/leave.ts';
import {judgeMounts, type LeftOut, type PlannedFiles, type Refused, stillness} from './plan/files.ts';
import type {Stillness} from './plan/label.ts';
import {planMoments, type PlannedMoments} from './plan/pitr.ts';
import {outsideServers} from './plan/outside.ts';
import {type LiveSqlite, liveSqlite, liveWarning} from './plan/sqlite.ts';
import {type PlannedServer, serversOf} from './plan/servers.ts';
import {unnamedDatabases} from './plan/unnamed.ts';

export type {BackupFacts, OwnFiles} from './plan/facts.ts';
export {wantedMoments} from './plan/pitr.ts';
export type {PlannedFiles} from './plan/files.ts';
export {OFFICIAL, officialImage} from './plan/officialImage.ts';
export {outsideVariables} from './plan/outsideVariables.ts';
export {outsideServers} from './plan/outside.ts';
export {type Outside, type PlannedServer, serversOf} from './plan/servers.ts';

export interface BackupStep extends Step {
  id: 'store' | PitrStepId;
}

export interface BackupPlan {
  project: string;
  environment: string;
  instance?: string;
  /** Where it will lie. */
  key: string;
  at: Date;
  servers: PlannedServer[];
  files: PlannedFiles[];
  /** Services that keep still while files are copied. */
  still: {service: string; how: Stillness}[];
  /** Databases of SQLite that nobody keeps still for. */
  live: LiveSqlite[];
  leftOut: LeftOut[];
  /** Volumes without a name that images declare, as `wordpress:/var/www/html`. */
  doubtful: readonly string[];
  /** What `backup: {leave}` names, and is not there. */
  leaveUnknown: readonly LeaveUnknown[];
  /** Of all mounts that are known to be so large; what is out of them may be among it. */
  fileBytes: number;
  recipients: readonly string[];
  /** Those whose every moment is kept as well. */
  moments: PlannedMoments;
  steps: BackupStep[];
}

/** Throws NO_BACKUP_FOR where something keeps data that cannot be kept, and BACKUP_NOTHING_RUNS where a server is down. */
export const planBackup = (facts: BackupFacts, at: Date): BackupPlan => {
  const {project, environment, instance, settings} = facts;
  const all = serversOf(facts);
  const outside = outsideServers(facts, all);
  const servers = [...all.filter(({service}) => !settings.leave.includes(service)), ...outside.servers];
  const {files, leftOut, refused} = judgeMounts(facts, all);
  const unnamed = judgeUnnamed(facts, all);
  const unknown = [...unknownEngines(facts), ...outside.refused];
  const impossible = [...unknown, ...refused, ...unnamed.refused];
  if (impossible[0] !== undefined) throw noBackup(impossible[0], impossible);
  refuseUnnamed(facts, outside.servers);
  for (const {container, service, title, outside: elsewhere} of servers)
    if (container === undefined && elsewhere === undefined) throw notRunning({title, service}, facts);
  if (servers.length === 0 && files.length === 0 && !isDeclaredEmpty(facts, leftOut))
    throw new UserError('NO_BACKUP_FOR', 'Nothing was found that keeps data.', {
      where: facts.composeProject,
      remedy:
        'Where its data is elsewhere, name it in `databases:`; a project without any says `backup: none`.',
    });
  const still = stillness(files, facts);
  const moments = planMoments(facts, servers);
  const {compression, recipients} = settings;
  const part = partOf(facts);
  const name = {project, at, ...(part !== undefined && {part}), compression};
  return {
    project,
    environment,
    ...(instance !== undefined && {instance}),
    key: keyOf({...name, isEncrypted: recipients.length > 0}),
    at,
    servers,
    files,
    still,
    live: liveSqlite(files, facts),
    doubtful: unnamed.doubtful,
    leaveUnknown: unknownInLeave(facts),
    fileBytes: Object.values(facts.sizes).reduce((sum, bytes) => sum + bytes, 0),
    leftOut: [
      ...leftOut,
      ...unnamed.leftOut,
      ...outside.leftOut,
      ...all
        .filter(({service}) => settings.leave.includes(service))
        .map(({service, title}) => ({what: `${title} of ${service}`, why: 'named in `backup: {leave}`'})),
    ],
    recipients,
    moments,
    steps: [...stepsOf({servers, files, still}, recipients.length), ...(moments.plan?.steps ?? [])],
  };
};

/** What may be missing in it, or in it and not meant. */
export const doubtsOf = ({
  live,
  doubtful,
  leaveUnknown,
}: Pick<BackupPlan, 'live' | 'doubtful' | 'leaveUnknown'>): UserError[] =>
  [liveWarning(live), unnamedWarning(doubtful), leaveWarning(leaveUnknown)].filter(one => one !== undefined);

const notRunning = (
  {title, service}: Pick<PlannedServer, 'title' | 'service'>,
  {containers}: Pick<BackupFacts, 'containers'>,
): UserError => {
  const own = containers.find(one => one.service === service);
  const state = own === undefined ? '' : ` (${own.state})`;
  return new UserError('BACKUP_NOTHING_RUNS', `${title} of ${service} does not run${state}.`, {
    where: service,
    ...(own?.state === 'paused' && {remedy: `Let it go on: docker unpause ${own.name}`}),
  });
};

const refuseUnnamed = (facts: BackupFacts, named: readonly PlannedServer[]): void => {
  const unnamed = unnamedDatabases(facts, named);
  if (unnamed[0] === undefined) return;
  throw new UserError('NO_BACKUP_FOR', noneOf(unnamed), {
    where: unnamed[0].what,
    remedy:
      'Name the variable in `databases:` of countable.yml, or in `backup: {leave}` where others back that database up.',
  });
};

/** What was left out was left out by somebody's word. */
const isDeclaredEmpty = ({settings}: BackupFacts, leftOut: readonly LeftOut[]): boolean =>
  settings.leave.length > 0 && leftOut.some(({why}) => why.includes('leave'));

/** Databases that are known to be some, whose tools are not known here. */
const unknownEngines = ({model, settings}: BackupFacts): LeftOut[] =>
  Object.entries(model.services).flatMap(([service, {image}]) => {
    const word = engineWord(image, [
      'oracle',
      'mssql',
      'db2',
      'cockroach',
      'cockroachdb',
      'tidb',
      'scylla',
      'firebird',
      'arangodb',
      'dgraph',
      'surrealdb',
    ]);
    if (word === undefined || settings.leave.includes(service)) return [];
    return [{what: `the service ${service}`, why: `it runs ${word}, of which no backup can be made yet`}];
  });

const noBackup = ({what, remedy}: Refused, all: readonly LeftOut[]): UserError =>
  new UserError('NO_BACKUP_FOR', noneOf(all), {where: what, ...(remedy !== undefined && {remedy})});

const noneOf = (all: readonly LeftOut[]): string =>
  `No backup can be made of ${all.map(one => `${one.what}: ${one.why}`).join('; ')}.`;

const stepsOf = (
  {servers, files, still}: Pick<BackupPlan, 'servers' | 'files' | 'still'>,
  recipients: number,
): BackupStep[] => {
  const what = [
    ...servers.map(({title, service}) => `${title} of ${service}`),
    ...files.map(({name}) => name),
  ];
  const sealed = recipients === 0 ? '' : `, encrypted to ${recipients} keys`;
  const quiet = still.map(({service, how}) => `${how} ${service}`).join(', ');
  return [
    {
      id: 'store',
      does: `Store ${what.join(', ')}${sealed}${quiet === '' ? '' : `; while files are copied, ${quiet}`}`,
      risks: still.length === 0 ? 'nothing' : 'traffic',
      limit: STORE_MINUTES,
      undo: [],
    },
  ];
};

const STORE_MINUTES = 12 * 60;
