import {messageOf, UserError} from '../../errors/userError.ts';
import {projectLabel} from '../../project/conventions.ts';
import {isOfRelease} from '../../project/release.ts';
import type {Container} from '../../compose/model.ts';
import type {Docker} from '../../outside/docker.ts';
import {oneAfterAnother} from '../../health/services.ts';
import type {Voice} from '../../run/voice.ts';
import {failedLog, type Logged, MOST_CONTAINERS, MOST_LINES} from '../plan/failedLog.ts';
import {type DeployStep, isRoll} from '../plan.ts';
import type {Gathered} from '../gather.ts';

interface KeepingNeeds {
  docker: Pick<Docker, 'containers' | 'logs'>;
  voice: Pick<Voice, 'warn'>;
  maskData<T>(data: T): T;
}

type Failing = Pick<Gathered, 'folder' | 'facts'> & {step: DeployStep['id'] | undefined};

/**
 * Notes in an error what of its release can be looked at: the containers, where they stay, or the file in which their logs are
 * kept before they give way.
 */
export const noteRemains = async (failing: Failing, error: unknown, needs: KeepingNeeds): Promise<void> => {
  if (!(error instanceof UserError)) return;
  const {facts, step} = failing;
  const givesWay =
    error.code !== 'INTERRUPTED' && (facts.returnsTo !== undefined || (step !== undefined && isRoll(step)));
  if (!givesWay) {
    if (facts.swarm === undefined) error.evidence.remains = {project: facts.composeProject};
    return;
  }
  try {
    const log = await keepLogs(failing, error, needs);
    if (log !== undefined) error.evidence.remains = {log};
  } catch (problem) {
    needs.voice.warn(`What ${facts.release.version} logged could not be kept: ${messageOf(problem)}`);
  }
};

/** Undefined where nothing of the release was made. */
const keepLogs = async (
  {folder, facts}: Failing,
  error: UserError,
  {docker, maskData}: KeepingNeeds,
): Promise<string | undefined> => {
  const {release, composeProject, model} = facts;
  const all = await docker.containers([projectLabel(composeProject)], {timeoutMs: PATIENCE_MS});
  const own = oneAfterAnother(
    all.filter(({labels}) => isOfRelease(labels, release)),
    model,
  );
  if (own.length === 0) return undefined;
  const {log} = error.evidence;
  const logged: Logged[] = [
    ...(log === undefined ? [] : [{source: `${log.source}, as the failure was told`, lines: log.lines}]),
    ...(await Promise.all(own.slice(0, MOST_CONTAINERS).map(one => logOf(one, docker)))),
  ];
  return folder.failed.keep(release, maskData(failedLog(release, error, logged)));
};

const logOf = async (
  {id, name, state, exitCode}: Container,
  docker: Pick<Docker, 'logs'>,
): Promise<Logged> => {
  const source = `${name}, ${state}${state === 'exited' ? ` with exit code ${exitCode}` : ''}`;
  try {
    return {source, lines: await docker.logs(id, {lines: MOST_LINES}, {timeoutMs: PATIENCE_MS})};
  } catch (error) {
    return {source, lines: [`(Its log cannot be read: ${messageOf(error)})`]};
  }
};

/** So long an engine in trouble may hold up the return. */
const PATIENCE_MS = 15_000;
