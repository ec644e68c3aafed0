import path from 'node:path';
import {createGit} from '../outside/git.ts';
import {deadline} from '../outside/patience.ts';
import {createShell} from '../outside/shell.ts';
import {changesWithoutProject} from './changes.ts';
import {plan} from './gather.ts';
import {lookingAt} from './lookingAt.ts';
import {toErrorReport} from '../stage/runStage.ts';
import type {Facts} from '../seam/facts.ts';
import type {Head, StageResult} from '../result/result.ts';
import type {PipelinePlan} from '../seam/pipelinePlan.ts';
import type {Finished} from '../run/finished.ts';
import type {World} from '../run/world.ts';
import {type BuildGiven, createPlanAdapters, readFacts, readProject} from '../workspace/open.ts';
import {suspectsOf} from '../stage/investigation.ts';
import {withinTimeLimit} from '../stage/timeLimit.ts';

/** The stages of a build, or the failure to plan them. */
export const planBuild = async (
  given: BuildGiven & {timeLimit: number | undefined},
  world: World,
): Promise<Finished<PipelinePlan>> => {
  const facts = await readFacts(given);
  const begun = new Date();
  try {
    const {signal} = world;
    if (given.timeLimit === undefined) return {result: await planWith(facts, given, world)};
    const limit = {stage: 'Plan', minutes: given.timeLimit, signal};
    return {result: await withinTimeLimit(limit, signal => planWith(facts, given, {...world, signal}))};
  } catch (error) {
    return planFailure(error, {given, world, facts, begun});
  }
};

const planWith = async (facts: Facts, given: BuildGiven, world: World): Promise<PipelinePlan> => {
  const project = await readProject(given, world, facts);
  return plan(project, facts, {...createPlanAdapters(project, world.signal), ...lookingAt(world)});
};

/** A plan that failed, as a stage that did: with whose commit it was, for else nobody can be told. */
const planFailure = async (
  error: unknown,
  {given, world, facts, begun}: {given: BuildGiven; world: World; facts: Facts; begun: Date},
): Promise<Finished<never>> => {
  const {folder, voice, signal} = world;
  const told = toErrorReport(error);
  if (told.code === 'INTERNAL') voice.bug(error);
  const head = await headOf(path.resolve(folder, given.workspace ?? ''), signal, facts).catch(
    () => undefined,
  );
  const suspects = head?.changes === undefined ? [] : await suspectsOf(told, given, world).catch(() => []);
  const result: StageResult = {
    stage: 'Plan',
    outcome: 'failed',
    startedAt: begun.toISOString(),
    durationMs: Date.now() - begun.getTime(),
    error: {...told, evidence: {...told.evidence, ...(suspects.length > 0 && {suspects})}},
    ...(head && {head}),
  };
  return {result, error: told};
};

/** Git that hangs may be what the plan failed by. */
const GIT_MS = 3_000;

const headOf = async (workspace: string, signal: AbortSignal, facts: Facts): Promise<Head | undefined> => {
  const bound = deadline(signal, GIT_MS, () => new Error('git hangs'));
  try {
    const git = createGit(createShell(bound.signal), workspace);
    const head = await git.facts();
    if (head === undefined) return undefined;
    const {commit, subject, author} = head;
    const changes = await changesWithoutProject(commit, facts, {git}).catch(() => undefined);
    return {commit, subject, author, ...(changes && {changes})};
  } finally {
    bound.clear();
  }
};
