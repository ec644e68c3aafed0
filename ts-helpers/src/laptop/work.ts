import path from 'node:path';
import {UserError} from '../errors/userError.ts';
import {createAttendedCompose, printLine} from '../outside/composeAttended.ts';
import type {Finished} from '../run/finished.ts';
import type {GivenToAll} from '../run/verb.ts';
import type {World} from '../run/world.ts';
import {gitAddress} from '../text/gitAddress.ts';
import {coloured} from '../text/plain.ts';
import {readProject} from '../workspace/open.ts';
import {onThisMachine} from './engineHere.ts';
import {attending, requireRunning, SHELL} from './attended.ts';
import {clone, type ClonePlan, planClone} from './checkout.ts';
import type {DownOutcome} from './down.ts';
import type {DownPlan, UpPlan} from './plan.ts';
import type {Choices} from './plan/ports.ts';
import type {UpOutcome, UpRequest} from './up.ts';

type Given = Pick<GivenToAll, 'workspace' | 'facts'>;

/** `countable up`. */
export const runUp = (
  given: Given & {plan: boolean; url: string | undefined; data: boolean; port: Choices},
  world: World,
): Promise<Finished<UpPlan | UpOutcome | ClonePlan>> =>
  onThisMachine(async () => {
    const {url, plan, data, port} = given;
    const cloned = url === undefined ? undefined : await checkedOut(url, given, world);
    if (cloned !== undefined && plan && cloned.plan.steps.length > 0) return {result: cloned.plan};
    const workspace = cloned === undefined ? given.workspace : cloned.plan.folder;
    const done = cloned === undefined || url === undefined ? [] : await cloned.clone();
    const wanted = {withData: data, ports: port};
    const [{request, needs}, {up, planOnly}] = await Promise.all([
      opened({...given, workspace}, world, wanted),
      import('./up.ts'),
    ]);
    if (plan) return {result: await planOnly(request, needs)};
    const outcome = await up(request, needs);
    return {result: {...outcome, done: [...done, ...outcome.done]}};
  });

const checkedOut = async (url: string, {workspace}: Given, world: World) => {
  // Who clones over HTTP may have a password in it.
  const [, ...password] = (gitAddress(url)?.user ?? '').split(':');
  world.voice.hide(password.join(':'));
  const {cloneAdapters} = await import('./adapters.ts');
  const needs = cloneAdapters(world);
  const plan = await planClone({url, below: path.resolve(world.folder, workspace ?? '')}, needs);
  return {plan, clone: () => clone(plan, url, needs)};
};

/** `countable reset`. */
export const runReset = (
  given: Given & {plan: boolean; yes: string | undefined},
  world: World,
): Promise<Finished<UpPlan | UpOutcome>> =>
  onThisMachine(async () => {
    const wanted = {withData: true, isReset: true, yes: given.yes};
    const [{request, needs}, {up, planOnly}] = await Promise.all([
      opened(given, world, wanted),
      import('./up.ts'),
    ]);
    return {result: await (given.plan ? planOnly(request, needs) : up(request, needs))};
  });

/** `countable down`. */
export const runDown = (
  given: Given & {plan: boolean; volumes: boolean; yes: string | undefined},
  world: World,
): Promise<Finished<DownPlan | DownOutcome>> =>
  onThisMachine(async () => {
    const wanted = {withData: given.volumes, yes: given.yes};
    const [{request, needs}, {down, planOnly}] = await Promise.all([
      opened(given, world, wanted),
      import('./down.ts'),
    ]);
    return {result: await (given.plan ? planOnly(request, needs) : down(request, needs))};
  });

/** While git is asked what project it is, what works with it is loaded: both take as long. */
const adapted = async (given: Given, world: World) => {
  const [project, {laptopAdapters}] = await Promise.all([readProject(given, world), import('./adapters.ts')]);
  return {project, needs: laptopAdapters(project, world)};
};

const opened = async (
  given: Given,
  world: World,
  wanted: Pick<UpRequest, 'withData'> & Partial<UpRequest>,
) => {
  const {project, needs} = await adapted(given, world);
  const request: UpRequest = {project, ports: new Map(), yes: undefined, ...wanted};
  return {request, needs};
};

export interface Logs {
  composeProject: string;
  /** What was printed, oldest first. */
  lines: string[];
}

/** `countable logs`. */
export const runLogs = (
  given: Given & {json: boolean; services: readonly string[]; follow: boolean; tail: string | undefined},
  world: World,
): Promise<Finished<Logs>> =>
  onThisMachine(async () => {
    const {services, json, tail = '100'} = given;
    const {project, needs} = await adapted(given, world);
    const {compose, containers} = await attending(project, services, needs);
    if (!containers.some(({service}) => services.length === 0 || services.includes(service)))
      world.voice.warn(nothingHere(compose.name, services));
    const lines: string[] = [];
    const take = (line: string): void => {
      if (json) lines.push(line);
      else printLine(coloured(world.mask(line)));
    };
    const wanted = {services, tail: checkedTail(tail), follow: given.follow && !json};
    await createAttendedCompose(world.signal).logs(compose, wanted, take);
    return {result: {composeProject: compose.name, lines}, text: ''};
  });

/** Of what is not there nobody has a log. */
const nothingHere = (composeProject: string, services: readonly string[]): string =>
  `There is no container of ${services.length === 0 ? composeProject : services.join(', ')} here, and so no log. Start it: countable up`;

/** Throws BAD_ARGUMENT. */
const checkedTail = (tail: string): string => {
  if (/^(?:\d{1,9}|all)$/.test(tail)) return tail;
  throw new UserError(
    'BAD_ARGUMENT',
    `--tail needs a number of lines, or all, not ${JSON.stringify(tail)}.`,
    {
      where: '--tail',
      remedy: 'Give it a number, like 500.',
    },
  );
};

/** `countable shell`. */
export const runShell = (
  given: Given & {service: string},
  world: World,
): Promise<Finished<{composeProject: string; exitCode: number}>> =>
  onThisMachine(async () => {
    const {service} = given;
    const {project, needs} = await adapted(given, world);
    const found = await attending(project, [service], needs);
    requireRunning(service, found);
    const exitCode = await createAttendedCompose(world.signal).enter(found.compose, service, SHELL);
    return {result: {composeProject: found.compose.name, exitCode}, text: '', exitCode};
  });
