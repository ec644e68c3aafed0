import {runsDatabase} from '../../compose/database.ts';
import {engineWithin} from '../../compose/engine.ts';
import {isOfMachine} from '../../compose/machinePlaces.ts';
import type {ComposeModel, Container, ContainerMount} from '../../compose/model.ts';
import {isUnnamed} from '../../compose/volumes.ts';
import type {Release} from '../../project/release.ts';

/** Services of a release that did their work once as it came up. */
export interface Once {
  /** What they did is done: a return to the release runs them no more, for its migrations do not know the newer ones. */
  done: readonly string[];
  /** They write files to volumes or folders, in which a later release has left its own: a return runs them again. */
  again: readonly string[];
}

type Model = Pick<ComposeModel, 'services'>;

/** By containers that have ended. Those that `before` names were not run again, and have no container; what is done stays so. */
export const onceOf = (containers: readonly Container[], model: Model, before: Once | undefined): Once => {
  const ended = Object.keys(model.services).filter(name => endedWell(name, containers));
  const known = {ended: [...ended, ...(before?.done ?? [])], containers, model};
  const isLeft = (name: string) => name in model.services && !ended.includes(name);
  const done = [
    ...ended.filter(name => before?.done.includes(name) || !leavesFiles(name, known)),
    ...(before?.done ?? []).filter(isLeft),
  ];
  const again = [
    ...ended.filter(name => !done.includes(name)),
    ...(before?.again ?? []).filter(name => isLeft(name) && !done.includes(name)),
  ];
  return {done: done.sort(), again: again.sort()};
};

interface Known {
  /** Services that did their work once. */
  ended: readonly string[];
  containers: readonly Container[];
  model: Model;
}

/** Whether a later release has had its own put in the place of what it wrote. What it did in a database is done, whatever else it wrote. */
const leavesFiles = (name: string, known: Known): boolean =>
  known.containers.some(
    ({service, mounts = []}) => service === name && mounts.some(one => isForOthers(one, name, known)),
  ) && !asksDatabase(name, known);

/** A volume without a name is its own, unless another has it: `psql` gets one, for its image is that of a server. */
const isForOthers = (
  {type, source, isWritable}: ContainerMount,
  name: string,
  {containers}: Pick<Known, 'containers'>,
): boolean => {
  if (!isWritable) return false;
  if (type !== 'volume') return type === 'bind' && !isOfMachine(source);
  const isOfAnother = ({service, mounts = []}: Container) =>
    service !== name && mounts.some(one => one.type === 'volume' && one.source === source);
  return !isUnnamed(source) || containers.some(isOfAnother);
};

const asksDatabase = (name: string, {ended, containers, model}: Known): boolean => {
  const asked = new Set([name]);
  // As far as what did its work before it: what a service serves is made of a database as well, and may be built into files.
  for (const one of asked)
    if (ended.includes(one))
      for (const other of Object.keys(model.services[one]?.depends_on ?? {})) asked.add(other);
  return [...asked].some(one => isDatabase(one, containers, model));
};

const isDatabase = (name: string, containers: readonly Container[], {services}: Model): boolean =>
  runsDatabase(services[name] ?? {}) ||
  containers.some(
    one => one.service === name && (runsDatabase({image: one.image}) || engineWithin(one) !== undefined),
  );

/** Whether all that there is of a service has done its work, and is started again by nobody. */
export const endedWell = (service: string, containers: readonly Container[]): boolean => {
  const its = containers.filter(one => one.service === service);
  return (
    its.length > 0 &&
    its.every(
      ({state, exitCode, restartPolicy}) =>
        state === 'exited' && exitCode === 0 && ['no', 'on-failure'].includes(restartPolicy),
    )
  );
};

/** The model in which nothing that is done has a container: Compose waits for none of them. */
export const withoutDone = (model: ComposeModel, once: Once | undefined): ComposeModel => ({
  ...model,
  services: Object.fromEntries(
    Object.entries(model.services).map(([name, service]) => [
      name,
      once?.done.includes(name) ? {...service, scale: 0, deploy: {...service.deploy, replicas: 0}} : service,
    ]),
  ),
});

/** `migrate is not run again: …` */
export const doneNotes = ({done = []}: Partial<Once>, {version}: Pick<Release, 'version'>): string[] =>
  done.length === 0
    ? []
    : [
        `${done.join(', ')} ${done.length === 1 ? 'is' : 'are'} not run again: what ${done.length === 1 ? 'it' : 'they'} did when ${version} came up is done.`,
      ];

/** For the deed that returns to the release: `; migrate is not run again, assets runs again` */
export const onceClause = ({done, again}: Once): string => {
  const clauses = [
    ...(done.length > 0 ? [`${done.join(', ')} ${done.length === 1 ? 'is' : 'are'} not run again`] : []),
    ...(again.length > 0 ? [`${again.join(', ')} ${again.length === 1 ? 'runs' : 'run'} again`] : []),
  ];
  return clauses.length === 0 ? '' : `; ${clauses.join(', ')}`;
};
