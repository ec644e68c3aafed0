import {randomBytes} from 'node:crypto';
import path from 'node:path';
import type {EngineNamed} from '../causes/engineAddress.ts';
import type {Clock} from '../outside/clock.ts';
import type {Compose} from '../outside/compose.ts';
import type {Docker} from '../outside/docker.ts';
import type {Files} from '../outside/files.ts';
import {createShell} from '../outside/shell.ts';
import {createSwarm, type Swarm} from '../outside/swarm.ts';
import {swarmedCompose, type SwarmComposeNeeds} from './compose.ts';
import {swarmedDocker} from './engine.ts';

/** A swarm, and the engine of this node as it is. */
export interface OnSwarm {
  swarm: Swarm;
  engine: Docker;
}

interface Given {
  docker: Docker;
  compose: Compose;
  files: Files;
  clock: Clock;
}

/** What a deploy works with in place of engine and Compose where its target is a swarm. */
export const onSwarm = (
  {docker, compose, files, clock}: Given,
  swarm: Swarm,
  {stateOf, tagOf}: {stateOf(composeProject: string): string; tagOf: SwarmComposeNeeds['tagOf']},
): {docker: Docker; compose: Compose; onSwarm: OnSwarm} => ({
  docker: swarmedDocker({docker, swarm}),
  compose: swarmedCompose({
    compose,
    swarm,
    docker,
    files,
    clock,
    tagOf,
    keyOf: composeProject => keyIn(path.join(stateOf(composeProject), 'swarm.key'), files),
  }),
  onSwarm: {swarm, engine: docker},
});

export const openSwarm = (signal: AbortSignal, named?: EngineNamed): Swarm =>
  createSwarm(createShell(signal), named);

const keyIn = async (file: string, files: Pick<Files, 'readText' | 'writeText'>): Promise<string> => {
  const known = await files.readText(file);
  if (known !== undefined && known !== '') return known;
  const key = randomBytes(32).toString('hex');
  await files.writeText(file, key, 0o600);
  return key;
};
