import {insideOf} from '../../engines/container.ts';
import {engineFor} from '../../engines/engines.ts';
import {isStop, UserError} from '../../errors/userError.ts';
import type {Pipes} from '../../outside/pipe.ts';
import {answering} from '../../verify/filled.ts';
import type {Stopped} from '../plan.ts';
import {failing} from './failing.ts';
import {type ServiceNeeds, startAll, stopAll} from './services.ts';

export interface OrderNeeds extends ServiceNeeds {
  pipes: Pipes;
}

const parted = (all: readonly Stopped[]): {servers: Stopped[]; users: Stopped[]} => ({
  servers: all.filter(({server}) => server !== undefined),
  users: all.filter(({server}) => server === undefined),
});

/** Who uses a server ends before it does. */
export const standStill = async (all: readonly Stopped[], needs: ServiceNeeds): Promise<void> => {
  const {servers, users} = parted(all);
  await stopAll(users, needs);
  await stopAll(servers, needs);
};

/** Who uses a server starts once it answers. Throws RESTORE_FAILED where one does not: those who use it do not start then. */
export const goOn = async (all: readonly Stopped[], minutes: number, needs: OrderNeeds): Promise<void> => {
  const {servers, users} = parted(all);
  await Promise.all(servers.map(one => startServer(one, minutes, needs)));
  await startAll(users, needs);
};

/** The same, on what was used before or on what is told as it is: whatever becomes of a server, all are started. */
export const goOnAnyhow = async (
  all: readonly Stopped[],
  minutes: number,
  needs: OrderNeeds,
): Promise<void> => {
  const {servers, users} = parted(all);
  const trying = servers.map(one => startServer(one, minutes, needs));
  for (const {reason} of (await Promise.allSettled(trying)).filter(isRejected)) {
    if (!(reason instanceof UserError)) throw reason;
    // After an interruption it is started, and not waited for.
    const {message} = reason;
    if (!isStop(reason)) needs.voice.warn(message);
  }
  await startAll(users, needs);
};

const isRejected = <T>(one: PromiseSettledResult<T>): one is PromiseRejectedResult =>
  one.status === 'rejected';

const startServer = async (
  {container, service, server}: Stopped,
  minutes: number,
  needs: OrderNeeds,
): Promise<void> => {
  if (server === undefined) return;
  const {whole} = engineFor(server.kind);
  if (whole === null) throw new Error(`no server of ${server.kind} is stopped for a restore`);
  await failing(`the data of ${service}`, service, () => needs.docker.startAgain(container));
  const inside = insideOf(container, server.kind, needs.pipes);
  const words = whole.isReady(server.port);
  await answering({container, inside, words, minutes}, needs, (state, lines) => {
    const [last = 'it said nothing'] = lines.slice(-1);
    return new UserError('RESTORE_FAILED', `${service} does not come up (${state}): ${last}`, {
      where: service,
      evidence: {log: {source: service, lines: [...lines]}},
    });
  });
};
