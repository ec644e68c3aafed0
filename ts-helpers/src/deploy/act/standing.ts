import type {Container} from '../../compose/model.ts';
import {judgeServices, judgeServing, tooLate} from '../../health/judge.ts';
import {isUp, type Look, type Memory, memoryOf, remember} from '../../health/memory.ts';
import {settleTime} from '../../health/settling.ts';
import {failure, lookAt, type Watched, type WatchNeeds} from './watch.ts';

export interface Standing {
  /** Whom it is about. */
  isAsked(container: Container): boolean;
  services: readonly string[];
  /** Whether one is as far as it has to be. Default: up. */
  isReady?(container: Container): boolean;
  /** Containers that have the traffic: each has to settle from now on, and may not end once. */
  serving?: readonly Container[];
  minutes: number;
}

const PAUSE_MS = 500;

/** Waits until containers are as far as what comes next needs. Throws as `watch` does, with evidence of these. */
export const awaitStanding = async (
  {isAsked, services, isReady, serving, minutes}: Standing,
  watched: Watched,
  needs: WatchNeeds,
): Promise<void> => {
  const {clock, voice} = needs;
  const {facts} = watched;
  const settlesAll = serving !== undefined;
  const all = Object.entries(facts.model.services).filter(([name]) => services.includes(name));
  const model = {services: Object.fromEntries(all)};
  const {health} = watched.request.project.settings;
  const settleMs = (service: string) =>
    settleTime(service, facts.model, {...health, isProduction: settlesAll});
  const deadline = clock.elapsed() + minutes * 60_000;
  let memory = serving === undefined ? memoryOf(facts.containers) : memoryOf(serving, clock.elapsed());
  voice.detail(`Waiting for ${services.join(', ')}`);
  for (;;) {
    const seen = await lookAt(watched, memory, needs);
    const containers = seen.containers.filter(isAsked);
    const look: Look = {...seen, containers, elapsed: clock.elapsed(), settleMs, settlesAll, model};
    memory = remember(memory, look);
    const judged = {model, memory, look, minutes};
    const verdict = (settlesAll ? judgeServing(judged) : undefined) ?? judgeServices(judged);
    const about = {...watched, memory};
    if (verdict.state === 'failed') throw await failure(verdict, {judged, about}, needs);
    if (containers.every(one => isThere(one, isReady, {memory, look}))) return;
    if (clock.elapsed() >= deadline) throw await failure(tooLate(judged), {judged, about}, needs);
    await clock.wait(PAUSE_MS);
  }
};

const isThere = (
  container: Container,
  isReady: Standing['isReady'],
  {memory, look}: {memory: Memory; look: Look},
): boolean => (isReady === undefined ? isUp(container, memory, look) : isReady(container));
