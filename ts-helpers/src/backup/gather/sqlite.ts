import path from 'node:path';
import type {Container} from '../../compose/model.ts';
import {isStop} from '../../errors/userError.ts';
import type {Docker} from '../../outside/docker.ts';
import {engineOfService} from '../plan/servers.ts';
import {stillnessOf} from '../plan/label.ts';
import {mountsOf} from '../plan/mounts.ts';
import type {BackupFacts, LiveFile} from '../plan/facts.ts';

type Asked = Pick<BackupFacts, 'model' | 'containers' | 'folder'>;

/**
 * Databases of SQLite in what services write to and do not keep still for, by their names and first bytes, asked in the service's
 * own container. What has no shell, or so many files that it does not answer, tells of none.
 */
export const sqliteIn = async (
  asked: Asked,
  {docker}: {docker: Pick<Docker, 'exec'>},
): Promise<Record<string, LiveFile[]>> => {
  const found = mountsOf(asked).map(async ({source, by}) => {
    const writer = by
      .filter(one => !one.isReadOnly && stillnessOf(asked.model, one.service) === undefined)
      .filter(({service}) => engineOfService(service, asked) === undefined)
      .map(one => ({...one, container: runningOf(one.service, asked.containers)}))
      .find(one => one.container !== undefined);
    if (writer?.container === undefined) return [];
    const {service, target, container} = writer;
    const files = await look(container.id, target, docker);
    return files.length === 0
      ? []
      : [[source, files.map(file => ({service, file: path.posix.relative(target, file)}))] as const];
  });
  return Object.fromEntries((await Promise.all(found)).flat());
};

const runningOf = (service: string, containers: readonly Container[]): Container | undefined =>
  containers.find(one => one.service === service && one.state === 'running');

const NAMES = ['*.sqlite', '*.sqlite3', '*.db', '*.db3', '*.sl3'];
const MOST = 50;
const PATIENCE_MS = 30_000;

/** https://www.sqlite.org/fileformat.html#the_database_header */
const SCRIPT = `find "$1" -xdev -type f -size +0 \\( ${NAMES.map(name => `-name '${name}'`).join(' -o ')} \\) 2>/dev/null |
head -n ${MOST} | while IFS= read -r file; do
  [ "$(head -c 15 "$file" 2>/dev/null)" = 'SQLite format 3' ] && printf '%s\\n' "$file"
done`;

const look = async (container: string, target: string, docker: Pick<Docker, 'exec'>): Promise<string[]> => {
  try {
    const words = ['sh', '-c', SCRIPT, 'sh', target];
    const {stdout} = await docker.exec(container, words, {timeoutMs: PATIENCE_MS});
    return stdout.split('\n').filter(line => line.startsWith(target));
  } catch (error) {
    if (isStop(error)) throw error;
    return [];
  }
};
