import type {Through} from '../../plan/page.ts';
import {type Pin, withHeld} from '../../plan/pins.ts';
import {comesTrue, type ProxyNeeds} from '../proxy/handover.ts';
import {reload, workersOf} from '../proxy/reload.ts';

/** Requests that are under way have so long. */
const DRAIN_MS = 30_000;

/** Names to these addresses, or to where Docker knows them; resolves once what was under way is answered. Where it throws, all is as before. */
export const lead = async (
  {proxy}: Pick<Through, 'proxy'>,
  pins: readonly Pin[],
  needs: ProxyNeeds,
): Promise<void> => {
  const {docker, clock, voice} = needs;
  const {container, service} = proxy;
  const hosts = await docker.hosts(container);
  await docker.writeHosts(container, withHeld(hosts, pins));
  const workers = await reload(proxy, needs).catch(async (error: unknown) => {
    await docker.writeHosts(container, hosts);
    throw error;
  });
  const isDone = async () => (await workersOf(proxy, docker)).every(worker => !workers.includes(worker));
  if (!(await comesTrue(isDone, DRAIN_MS, clock)))
    voice.info(`${service} still has connections from before: they end by themselves`);
};
