import {UserError} from '../../errors/userError.ts';
import type {ComposeMount, Container, ContainerMount} from '../../compose/model.ts';
import {engineOf} from '../../compose/engine.ts';
import {isUnnamed} from '../../compose/volumes.ts';
import type {BackupFacts} from './facts.ts';
import {dataFolders, type LeftOut, type Refused} from './files.ts';
import {engineOfService, isOfData, isWithin, type PlannedServer} from './servers.ts';

/** Volumes without a name: they go with their container, and what is to be kept of them cannot be told from what is not. */
export interface JudgedUnnamed {
  leftOut: LeftOut[];
  refused: Refused[];
  /** Left out, and made by an image that may keep something there: `wordpress:/var/www/html`. */
  doubtful: string[];
}

export const judgeUnnamed = (facts: BackupFacts, servers: readonly PlannedServer[]): JudgedUnnamed => {
  const judged: JudgedUnnamed = {leftOut: [], refused: [], doubtful: []};
  for (const one of unnamedIn(facts)) {
    const what = `the volume without a name at ${one.target} of ${one.service}`;
    const why = leftOutBecause(one, facts, servers);
    if (why !== undefined) judged.leftOut.push({what, why});
    else if (one.isDeclared) judged.refused.push({what, why: GOES, remedy: remedyFor(one)});
    else {
      judged.leftOut.push({what, why: GOES});
      judged.doubtful.push(nameOf(one));
    }
  }
  return judged;
};

const GOES = 'it goes with its container, and is in no backup';

interface Unnamed extends Pick<ContainerMount, 'target' | 'isWritable'> {
  service: string;
  /** The compose files say so, and not an image alone. */
  isDeclared: boolean;
}

const nameOf = ({service, target}: Pick<Unnamed, 'service' | 'target'>): string => `${service}:${target}`;

/** All that they are called in `backup: {leave}`. */
export const unnamedNames = (facts: Pick<BackupFacts, 'model' | 'containers'>): string[] =>
  unnamedIn(facts).flatMap(one => [one.target, nameOf(one)]);

/** Each once, of who declares it where several services have it. */
const unnamedIn = ({model, containers}: Pick<BackupFacts, 'model' | 'containers'>): Unnamed[] => {
  const found = new Map<string, Unnamed>();
  for (const {service, mounts = []} of containers.filter(isOf(model)))
    for (const {type, source, target, isWritable} of mounts) {
      if (type !== 'volume' || !isUnnamed(source)) continue;
      const isDeclared = (model.services[service]?.volumes ?? []).some(mount => isSame(mount, target));
      if (isDeclared || !found.has(source)) found.set(source, {service, target, isWritable, isDeclared});
    }
  const each = [...found.values()].map(one => [nameOf(one), one] as const);
  return [...new Map(each).values()];
};

const isOf =
  ({services}: BackupFacts['model']) =>
  ({service}: Container): boolean =>
    service in services;

const isSame = ({type, source, target}: ComposeMount, wanted: string): boolean =>
  type === 'volume' && !source && target === wanted;

const leftOutBecause = (
  one: Unnamed,
  facts: BackupFacts,
  servers: readonly PlannedServer[],
): string | undefined => {
  const {service, target, isWritable, isDeclared} = one;
  const {leave} = facts.settings;
  if ([service, target, nameOf(one)].some(name => leave.includes(name))) return 'named in `backup: {leave}`';
  if (!isWritable) return 'is only read';
  const server = servers.find(other => other.service === service);
  if (server !== undefined && isOfData(target, dataFolders(server, facts)))
    return `${server.title} of ${service} keeps its files in it, and is dumped`;
  if (isOfUnusedServer(service, facts)) return 'is for a server that the service does not run';
  if (isInsideAnother(one, facts)) return 'hides a part of what is mounted around it';
  if (!isDeclared && engineOfService(service, facts)?.isInMemory)
    return 'has no name, so that what works in memory loses it with its container';
  return undefined;
};

/** It has the image of a database for its tools alone. */
const isOfUnusedServer = (service: string, facts: BackupFacts): boolean =>
  engineOf(facts.model.services[service]?.image) !== undefined &&
  engineOfService(service, facts) === undefined;

/** `/app/node_modules`, where `/app` is mounted. */
const isInsideAnother = ({service, target}: Unnamed, {model}: Pick<BackupFacts, 'model'>): boolean =>
  (model.services[service]?.volumes ?? []).some(
    other => other.target !== target && isWithin(target, other.target.replace(/\/$/, '')),
  );

const remedyFor = (one: Unnamed): string =>
  `Give it a name: \`volumes: [data:${one.target}]\` of ${one.service}, and data below the \`volumes:\` of the file; what is in it now is copied there by hand. Where it need not be kept: \`backup: {leave: ["${nameOf(one)}"]}\` in countable.yml.`;

export const unnamedWarning = ([first, ...others]: readonly string[]): UserError | undefined => {
  if (first === undefined) return undefined;
  const more = others.length === 0 ? '' : `, and ${others.length} more`;
  return new UserError(
    'VOLUME_UNNAMED',
    `${first}${more}, which an image declares, is a volume without a name: it goes with its container, and is in no backup.`,
    {
      where: first,
      remedy: `Give it a name in the compose file where it keeps data; else: \`backup: {leave: ["${first}"]}\` in countable.yml.`,
    },
  );
};
