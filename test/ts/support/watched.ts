import assert from 'node:assert/strict';
import type {ComposeModel, Container} from '../../../ts-helpers/src/compose/model.ts';
import {judgeServices, tooLate} from '../../../ts-helpers/src/health/judge.ts';
import {type Death, type Memory, memoryOf, remember} from '../../../ts-helpers/src/health/memory.ts';
import {serviceStates} from '../../../ts-helpers/src/health/services.ts';

export const start = new Date('2026-11-23T12:00:00Z');
export const container = (facts: Partial<Container> = {}): Container => ({
  id: `id-of-${facts.service ?? 'web'}`,
  name: `shop-stage-${facts.service ?? 'web'}-1`,
  service: 'web',
  project: 'shop-stage',
  state: 'running',
  exitCode: 0,
  outOfMemory: false,
  restarts: 0,
  startError: '',
  restartPolicy: 'unless-stopped',
  startedAt: start,
  image: 'web',
  imageId: 'sha256:1',
  labels: {},
  ...facts,
});
export const run = (number: number): Date => new Date(start.getTime() + number * 1_000);

interface Moment {
  /** Seconds since the watch began. */
  at: number;
  containers: readonly Container[];
  deaths?: readonly Death[];
}

/** What a watch with the default settings makes of what it sees, moment by moment. */
export const watched = (
  moments: readonly Moment[],
  {before = [], model}: {before?: readonly Container[]; model?: Pick<ComposeModel, 'services'>} = {},
) => {
  let memory: Memory = memoryOf(before);
  return moments.map(({at, containers, deaths = []}) => {
    const services = Object.fromEntries(containers.map(({service}) => [service, {}]));
    const known = model ?? {services};
    const look = {containers, deaths, elapsed: at * 1_000, settleMs: () => 15_000, model: known};
    memory = remember(memory, look);
    const judged = {model: known, memory, look, minutes: 5};
    return {verdict: judgeServices(judged), late: tooLate(judged), states: serviceStates(containers, memory)};
  });
};
/** The last verdict of all. */
export const verdictOf = (moments: readonly Moment[], more: Parameters<typeof watched>[1] = {}) => {
  const verdict = watched(moments, more).at(-1)?.verdict;
  assert.ok(verdict);
  return verdict;
};
export const stateOf = (moments: readonly Moment[], more: Parameters<typeof watched>[1] = {}): string =>
  verdictOf(moments, more).state;
export const messageOf = (moments: readonly Moment[], more: Parameters<typeof watched>[1] = {}): string => {
  const verdict = verdictOf(moments, more);
  return verdict.state === 'failed' ? `${verdict.code} ${verdict.message}` : verdict.state;
};
