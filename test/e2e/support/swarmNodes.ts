import {execFileSync} from 'node:child_process';
import {type SecondEngine, startSecondEngine} from './secondEngine.ts';

/** A swarm of two nodes, with a network of their own between them. */
export interface SwarmNodes {
  manager: SecondEngine;
  worker: SecondEngine;
  end(): Promise<void>;
}

export const startNodes = async (images: readonly string[]): Promise<SwarmNodes> => {
  const started = await Promise.allSettled([startSecondEngine(images), startSecondEngine(images)]);
  const engines = started.flatMap(one => (one.status === 'fulfilled' ? [one.value] : []));
  const end = async (): Promise<void> => {
    await Promise.all(engines.map(one => one.end()));
  };
  const [manager, worker] = engines;
  try {
    for (const one of started) if (one.status === 'rejected') throw one.reason;
    if (manager === undefined || worker === undefined) throw new Error('An engine is missing.');
    connect(manager, worker);
    manager.docker('swarm', 'init', '--advertise-addr', ADDRESSES[0]);
    const token = manager.docker('swarm', 'join-token', '--quiet', 'worker');
    worker.docker(
      'swarm',
      'join',
      '--advertise-addr',
      ADDRESSES[1],
      '--token',
      token,
      `${ADDRESSES[0]}:2377`,
    );
    return {manager, worker, end};
  } catch (error) {
    await end();
    throw error;
  }
};

const ADDRESSES = ['10.221.0.1', '10.221.0.2'] as const;

/** Straight from one to the other: over a bridge of this machine its firewall has a say. */
const connect = (...nodes: [SecondEngine, SecondEngine]): void => {
  const [one, other] = nodes.map(({name}) => name) as [string, string];
  const peer = ['peer', 'name', 'nodes', 'netns', other];
  execFileSync('ip', ['link', 'add', 'nodes', 'netns', one, 'type', 'veth', ...peer]);
  for (const [index, {name}] of nodes.entries()) {
    execFileSync('ip', ['-n', name, 'addr', 'add', `${ADDRESSES[index]}/24`, 'dev', 'nodes']);
    execFileSync('ip', ['-n', name, 'link', 'set', 'nodes', 'up']);
  }
};
