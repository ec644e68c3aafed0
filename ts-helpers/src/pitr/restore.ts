import {CommandFailed} from '../errors/userError.ts';
import {insideOf} from '../engines/container.ts';
import type {Inside} from '../engines/inside.ts';
import type {Clock} from '../outside/clock.ts';
import type {Pipes} from '../outside/pipe.ts';
import {askInside} from './act/ask.ts';
import {FOLDER, openRepository, type RepositoryNeeds, type RepositoryOrder} from './act/repository.ts';
import {notReached, reachedIn, refuseMoment, targetWords} from './plan/target.ts';

export interface RestoreNeeds extends RepositoryNeeds {
  clock: Pick<Clock, 'elapsed'>;
}

export interface RestoreOrder extends RepositoryOrder {
  /** Default: the last that there is. */
  moment: Date | undefined;
  /** What it begins at, and the timeline that it follows. Default: what pgBackRest chooses. */
  from?: {label: string; timeline: number};
}

export interface Restored {
  container: string;
  inside: Inside;
  /** The last change that came back. */
  reached: string | undefined;
  restoreMs: number;
}

/**
 * A server as it was at a moment, in a container that nobody can reach: of its own image, with pgBackRest. It reaches S3, and
 * runs nothing of its own accord. Throws BACKUP_MISSING where that moment is not kept, and PITR_GAP.
 */
export const restoreMoment = async (order: RestoreOrder, needs: RestoreNeeds): Promise<Restored> => {
  const {moment, from} = order;
  const {pipes, clock} = needs;
  const {container, asUser, info} = await openRepository(order, needs);
  refuseMoment(info, order);
  const begun = clock.elapsed();
  const map = `--tablespace-map-all=${FOLDER}/tablespaces`;
  await asUser(['pgbackrest', 'restore', map, ...targetWords(moment, from)]);
  await started(order, {container, asUser, pipes});
  const restoreMs = Math.round(clock.elapsed() - begun);
  const inside = insideOf(container, 'postgres', pipes);
  const said = (await askInside(container, ['sh', '-c', REACHED], pipes)).trim();
  return {container, inside, reached: reachedIn(said), restoreMs};
};

/** `2026-11-27 18:15:24.367133+00`, as it says it at the end of a recovery. */
const REACHED = `sed -n 's/.*last completed transaction was at log time //p' ${FOLDER}/log | tail -n 1`;

/**
 * What it would need of its host, and what it would do of its own accord, is left out: no jobs, no subscriptions, no archive. A
 * hot standby would have to be as large as production.
 */
const SERVER = [
  'listen_addresses=',
  `unix_socket_directories=${FOLDER}/run`,
  `hba_file=${FOLDER}/hba.conf`,
  ...['port=5432', 'ssl=off', 'archive_mode=off', 'hot_standby=off', 'logging_collector=off'],
  ...['log_destination=stderr', 'max_worker_processes=0', 'max_logical_replication_workers=0'],
  ...['shared_buffers=128MB', 'huge_pages=off', 'lc_messages=C', 'timezone=UTC'],
];

/** It counts as started while it still recovers. */
const START = `pg_ctl start --wait --silent --timeout=86400 --pgdata ${FOLDER}/data --log ${FOLDER}/log --options "$1"
until pg_isready --quiet --host=${FOLDER}/run; do
  pg_ctl status --pgdata ${FOLDER}/data > /dev/null
  sleep 0.2
done`;

const started = async (
  order: RestoreOrder,
  {
    container,
    asUser,
    pipes,
  }: {container: string; asUser: (words: readonly string[]) => Promise<string>; pipes: Pipes},
): Promise<void> => {
  const options = SERVER.map(option => `-c ${option}`).join(' ');
  const log = `${FOLDER}/log`;
  try {
    await asUser(['sh', '-ec', START, 'sh', options]);
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    const lines = (await askInside(container, ['tail', '-n', '1000', log], pipes)).trim().split('\n');
    throw notReached(lines, order, error);
  }
};
