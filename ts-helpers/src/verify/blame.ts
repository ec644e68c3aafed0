import {exhaustedIn} from '../causes/commandFailure.ts';
import {type CommandFailed, UserError} from '../errors/userError.ts';
import type {Docker} from '../outside/docker.ts';
import {NotProven, notProvenBy} from './failed.ts';

/** What a tool's failure tells: of the backup (NotProven), of the machine, or of a server that went down. */
export type Blame = (what: string, error: CommandFailed) => Promise<Error>;

interface Server {
  service: string;
  container: string;
}

/** A server that has no room left may say so in its log alone, and to its client that it goes away. */
export const blameOf =
  ({service, container}: Server, docker: Pick<Docker, 'inspect' | 'logs'>): Blame =>
  async (what, error) => {
    const told = notProvenBy(what, error);
    if (!(told instanceof NotProven)) return told;
    const [{state = 'gone', exitCode = 0, outOfMemory = false} = {}] = await docker.inspect([container]);
    const lines = state === 'gone' ? [] : await docker.logs(container, {lines: 30});
    const details = {where: service, evidence: {log: {source: service, lines}}, cause: error};
    const code = exhaustedIn(lines);
    if (code !== undefined) return new UserError(code, told.message, details);
    if (state === 'running') return told;
    const how = outOfMemory ? 'it had no memory left' : `${state}, exit code ${exitCode}`;
    return new UserError(
      'PROOF_IMPOSSIBLE',
      `The server of ${service}'s image went down while the backup was restored into it (${how}).`,
      details,
    );
  };
