import {canHaveSecondEngine, type SecondEngine, startSecondEngine} from './secondEngine.ts';

/** A Docker engine beside the one that there is, that manages a swarm of one node. */
export type SwarmEngine = SecondEngine;

export const canHaveSwarm = canHaveSecondEngine;

export const startSwarm = async (images: readonly string[]): Promise<SwarmEngine> => {
  const engine = await startSecondEngine(images);
  try {
    engine.docker('swarm', 'init', '--advertise-addr', engine.address);
    return engine;
  } catch (error) {
    await engine.end();
    throw error;
  }
};
