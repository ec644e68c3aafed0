import {isStop} from '../../errors/userError.ts';
import type {Docker} from '../../outside/docker.ts';
import type {BackupFacts} from '../plan/facts.ts';
import {mountsOf} from '../plan/mounts.ts';
import {engineOfService} from '../plan/servers.ts';

const PATIENCE_MS = 60_000;

/** Bytes of what services write to, as a container of one of them tells; what none tells in a minute is not known. */
export const sizesIn = async (
  asked: Pick<BackupFacts, 'model' | 'containers' | 'folder'>,
  {docker}: {docker: Pick<Docker, 'exec'>},
): Promise<Record<string, number>> => {
  const found = mountsOf(asked).map(async ({source, by}) => {
    const running = by
      .filter(({isReadOnly, service}) => !isReadOnly && engineOfService(service, asked) === undefined)
      .map(({service, target}) => ({
        target,
        container: asked.containers.find(one => one.service === service && one.state === 'running'),
      }))
      .find(({container}) => container !== undefined);
    if (running?.container === undefined) return [];
    const bytes = await sizeOf(running.container.id, running.target, docker);
    return bytes === undefined ? [] : [[source, bytes] as const];
  });
  return Object.fromEntries((await Promise.all(found)).flat());
};

const sizeOf = async (
  container: string,
  target: string,
  docker: Pick<Docker, 'exec'>,
): Promise<number | undefined> => {
  try {
    const {stdout} = await docker.exec(container, ['du', '-skx', target], {timeoutMs: PATIENCE_MS});
    const kilobytes = Number.parseInt(stdout, 10);
    return Number.isNaN(kilobytes) ? undefined : kilobytes * 1024;
  } catch (error) {
    if (isStop(error)) throw error;
    return undefined;
  }
};
