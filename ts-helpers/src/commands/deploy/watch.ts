import {projectLabel} from '../../domain/conventions.ts';
import type {Container} from '../../domain/compose.ts';
import type {DeployFacts} from '../../domain/deploy.ts';
import {
  judge,
  noAnswer,
  type Probe,
  type Seen,
  shortcoming,
  startOf,
  type Verdict,
} from '../../domain/health.ts';
import {UserError} from '../../errors.ts';
import {gatherEvidence} from '../evidence.ts';
import type {Clock} from '../../adapters/clock.ts';
import type {Docker} from '../../adapters/docker.ts';
import type {Http} from '../../adapters/http.ts';
import type {Report} from '../../report.ts';
import type {DeployRequest} from '../deploy.ts';

export interface WatchNeeds {
  docker: Docker;
  http: Http;
  clock: Clock;
  report: Report;
}

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 2_000;
const ASK_TIMEOUT_MS = 10_000;

/**
 * Waits until every service is up and every address answers. Throws SERVICE_EXITED, SERVICE_UNHEALTHY or
 * OUT_OF_MEMORY as soon as one cannot become up by waiting, NO_ANSWER when the time is over.
 */
export const watch = async (
  {project}: DeployRequest,
  facts: DeployFacts,
  needs: WatchNeeds,
): Promise<void> => {
  const {docker, clock, report} = needs;
  const {minutes} = project.settings.health;
  const deadline = clock.elapsed() + minutes * 60_000;
  const look = watcher(facts.containers);
  let missing = [...facts.probes];
  let said = '';
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 1.5, LONGEST_PAUSE_MS)) {
    const containers = await docker.containers([
      projectLabel(facts.composeProject),
      'com.docker.compose.oneoff=False',
    ]);
    const current = containers.filter(({service}) => service in facts.model.services);
    const verdict = judge(current, look(current, clock.elapsed()));
    if (verdict.state === 'failed') throw await failure(verdict, current, docker);
    const shortcomings = verdict.state === 'up' ? await ask(missing, needs) : [];
    if (verdict.state === 'up' && shortcomings.length === 0) return;
    missing = verdict.state === 'up' ? shortcomings.map(({probe}) => probe) : missing;
    if (clock.elapsed() >= deadline) throw await tooLate({verdict, shortcomings, minutes}, current, docker);
    const waiting = waitingFor(verdict, shortcomings);
    if (waiting !== said) report.detail(waiting);
    said = waiting;
    await clock.wait(pause);
  }
};

/** Remembers what it was shown. Those that ran before the deploy have long settled. */
const watcher = (before: readonly Container[]) => {
  const restartsBefore = new Map<string, number>();
  const runningSince = new Map(before.filter(isRunning).map(container => [startOf(container), -Infinity]));
  return (current: readonly Container[], elapsed: number): Seen => {
    for (const {id, restarts} of current) if (!restartsBefore.has(id)) restartsBefore.set(id, restarts);
    for (const start of current.filter(isRunning).map(startOf))
      if (!runningSince.has(start)) runningSince.set(start, elapsed);
    return {restartsBefore, runningSince, elapsed};
  };
};

const isRunning = ({state}: Container): boolean => state === 'running';

const failure = async (
  verdict: Extract<Verdict, {state: 'failed'}>,
  containers: Container[],
  docker: Docker,
) =>
  new UserError(verdict.code, verdict.message, {
    where: `container ${verdict.container.name}`,
    evidence: await gatherEvidence(containers, {docker}, verdict.container),
  });

const tooLate = async (
  {verdict, shortcomings, minutes}: {verdict: Verdict; shortcomings: readonly Shortcoming[]; minutes: number},
  containers: Container[],
  docker: Docker,
): Promise<UserError> => {
  const [first] = shortcomings;
  const named = verdict.state === 'waiting' ? verdict.services[0] : first?.probe.service;
  const evidence = await gatherEvidence(
    containers,
    {docker},
    containers.find(({service}) => service === named),
  );
  if (first !== undefined) return noAnswer(first.probe, {problem: first.problem, minutes, evidence});
  const message = `${verdict.state === 'waiting' ? verdict.services.join(', ') : 'The services'} did not become healthy within ${minutes} minutes.`;
  return new UserError('SERVICE_UNHEALTHY', message, {evidence});
};

type Shortcoming = {probe: Probe; problem: string};

const ask = async (probes: readonly Probe[], {http}: WatchNeeds): Promise<Shortcoming[]> => {
  const answers = await Promise.all(
    probes.map(async probe => {
      const problem = shortcoming(
        probe,
        await http.ask(probe.url, {host: probe.host, timeoutMs: ASK_TIMEOUT_MS}),
      );
      return problem === undefined ? undefined : {probe, problem};
    }),
  );
  return answers.filter(answer => answer !== undefined);
};

const waitingFor = (verdict: Verdict, shortcomings: readonly Shortcoming[]): string =>
  verdict.state === 'waiting'
    ? `Waiting for ${verdict.services.join(', ')}`
    : `Waiting for ${shortcomings.map(({probe, problem}) => `${probe.url} (${problem})`).join(', ')}`;
